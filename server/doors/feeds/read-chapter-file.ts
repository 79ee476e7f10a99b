import { z } from "zod";
import { oneLine, readSeconds, webAddress } from "@/server/doors/import/read-values";
import type { FeedChapter } from "./feed";
import { readReferences } from "./plain-html";
import type { XmlElement } from "./read-xml";

/** Chapters ordered by start, with a remark about those that cannot be read; or why there are none. */
export type ReadChapters =
  | { readonly ok: true; readonly chapters: readonly FeedChapter[]; readonly remark: string | null }
  | { readonly ok: false; readonly message: string };

// More than one a minute for a day: nobody could choose from a longer list.
const MOST_CHAPTERS = 2000;
const LONGEST_TITLE = 500;

// podcast:chapters, version 1.2.0. One chapter that is not as it should be costs that chapter.
const chapterFile = z.object({ chapters: z.array(z.unknown()) });
const chapterEntry = z.object({
  // Some write it as text, in seconds or as a clock shows them.
  startTime: z.union([z.number().nonnegative().finite(), z.string()]),
  title: z.unknown().optional(),
  url: z.unknown().optional(),
  img: z.unknown().optional(),
  toc: z.unknown().optional(),
});

/**
 * Reads the JSON of podcast:chapters. Skips chapters without a title and those hidden from the table of
 * contents; reports those whose start cannot be read.
 */
export function readChapterFile(bytes: Uint8Array): ReadChapters {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return { ok: false, message: "the chapters are not JSON" };
  }
  const parsed = chapterFile.safeParse(json);
  if (!parsed.success) return { ok: false, message: "the chapters do not follow podcast:chapters" };
  return inOrder(parsed.data.chapters.map(readEntry).filter((each) => each !== "hidden"));
}

function readEntry(value: unknown): FeedChapter | "hidden" | "no-title" | null {
  const parsed = chapterEntry.safeParse(value);
  if (!parsed.success) return null;
  const { startTime, title, url, img, toc } = parsed.data;
  if (toc === false || toc === "false") return "hidden";
  const start = typeof startTime === "string" ? readSeconds(startTime) : startTime;
  return chapter(start, text(title), text(url), text(img));
}

const text = (value: unknown) =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;

/** Reads Podlove simple chapters, which the feed itself contains. */
export function readSimpleChapters(element: XmlElement): ReadChapters {
  return inOrder(
    element.children
      .filter(({ name }) => name === "psc:chapter")
      .map(({ attributes: a }) =>
        chapter(readSeconds(a.get("start")), a.get("title"), a.get("href"), a.get("image")),
      ),
  );
}

function chapter(
  start: number | null,
  title: string | undefined,
  link: string | undefined,
  image: string | undefined,
): FeedChapter | "no-title" | null {
  if (start === null) return null;
  const named = oneLine(readReferences((title ?? "").replaceAll("\0", "")), LONGEST_TITLE);
  return named === null
    ? "no-title"
    : { startSeconds: start, title: named, link: webAddress(link), imageUrl: webAddress(image) };
}

function inOrder(found: readonly (FeedChapter | "no-title" | null)[]): ReadChapters {
  if (found.length > MOST_CHAPTERS)
    return { ok: false, message: `there are more than ${MOST_CHAPTERS} chapters` };
  const lost = found.flatMap((each, i) => (each === null ? [i + 1] : []));
  const chapters = found.filter((each) => each !== null && each !== "no-title");
  const many = lost.length === 1 ? "chapter" : "chapters";
  const which = `${lost.slice(0, 5).join(", ")}${lost.length > 5 ? " and more" : ""}`;
  return {
    ok: true,
    chapters: chapters.toSorted((a, b) => a.startSeconds - b.startSeconds),
    remark:
      lost.length === 0 ? null : `${many} ${which} of ${found.length} cannot be read: no start in seconds`,
  };
}

/** The chapters that begin within the audio, and a remark about those that do not. */
export function withinAudio(
  chapters: readonly FeedChapter[],
  duration: number | null,
): { chapters: readonly FeedChapter[]; remark: string | null } {
  if (duration === null) return { chapters, remark: null };
  const within = chapters.filter(({ startSeconds }) => startSeconds < duration);
  const beyond = chapters.length - within.length;
  const remark =
    beyond === 0 ? null : `${beyond === 1 ? "a chapter begins" : `${beyond} chapters begin`} after the end`;
  return { chapters: within, remark };
}
