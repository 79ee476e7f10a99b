import { z } from "zod";
import type { FeedChapter } from "./feed";
import { oneLine, readSeconds, webAddress } from "./read-values";
import type { XmlElement } from "./read-xml";

/** Chapters ordered by start, or why there are none. */
export type ReadChapters =
  | { readonly ok: true; readonly chapters: readonly FeedChapter[] }
  | { readonly ok: false; readonly message: string };

// More than one a minute for a day: nobody could choose from a longer list.
const MOST_CHAPTERS = 2000;
const LONGEST_TITLE = 500;

// podcast:chapters, version 1.2.0; only the start is required.
const chapterFile = z.object({
  chapters: z.array(
    z.object({
      startTime: z.number().nonnegative().finite(),
      title: z.string().nullish(),
      url: z.string().nullish(),
      img: z.string().nullish(),
      toc: z.boolean().nullish(),
    }),
  ),
});

/**
 * Reads the JSON of podcast:chapters. Skips chapters without a title and those hidden from the table of
 * contents.
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
  return inOrder(
    parsed.data.chapters
      .filter(({ toc }) => toc !== false)
      .map(({ startTime, title, url, img }) => chapter(startTime, title, url, img)),
  );
}

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

type Text = string | null | undefined;

function chapter(start: number | null, title: Text, link: Text, image: Text): FeedChapter | null {
  const named = oneLine((title ?? "").replaceAll("\0", ""), LONGEST_TITLE);
  return start === null || named === null
    ? null
    : {
        startSeconds: start,
        title: named,
        link: webAddress(link ?? undefined),
        imageUrl: webAddress(image ?? undefined),
      };
}

function inOrder(found: readonly (FeedChapter | null)[]): ReadChapters {
  if (found.length > MOST_CHAPTERS)
    return { ok: false, message: `there are more than ${MOST_CHAPTERS} chapters` };
  const chapters = found.filter((each) => each !== null);
  return { ok: true, chapters: chapters.toSorted((a, b) => a.startSeconds - b.startSeconds) };
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
