import { formatClock, parseMoment } from "@/lib/time";
import type { StoredChapter } from "@/server/text/episodes/replace-chapters";
import type { CreditedPerson } from "@/server/text/episodes/replace-credits";
import type { Said } from "@/server/work/shows/fields";

/** A field of a show or an episode as a form shows it: one text. */
export function fieldText(field: string, said: Said): string {
  switch (field) {
    case "audio":
      return String(said.audioUrl ?? "");
    case "artwork":
      return String(said.artworkUrl ?? "");
    case "duration":
      return typeof said.durationSeconds === "number" ? formatClock(said.durationSeconds) : "";
    case "publishedAt":
      return String(said.publishedAt ?? "").slice(0, 16);
    case "explicit":
      return said.explicit === null ? "" : said.explicit ? "yes" : "no";
    case "categories":
      return (said.categories as string[]).join("\n");
    case "people":
      return (said.people as CreditedPerson[]).map(({ name, role }) => `${name}, ${role}`).join("\n");
    case "chapters":
      return (said.chapters as StoredChapter[])
        .map(({ startSeconds, title }) => `${formatClock(startSeconds)} ${title}`)
        .join("\n");
    default:
      return String(said[field] ?? "");
  }
}

/**
 * What a form's text says, as `episodeValues` and `showValues` take it; undefined where it cannot be read. What a text does
 * not show (a person's link, a chapter's picture) stays as it was.
 */
export function fieldValue(field: string, text: string, was: Said): unknown {
  const typed = text.replaceAll("\r\n", "\n").trim();
  switch (field) {
    case "audio":
      return typed === "" ? null : { url: typed };
    case "duration":
      return typed === "" ? null : parseMoment(typed);
    case "publishedAt":
      return typed === "" ? null : `${typed.length === 16 ? `${typed}:00` : typed}Z`;
    case "season":
    case "number":
      return typed === "" ? null : Number(typed);
    case "explicit":
      return typed === "" ? null : typed === "yes";
    case "categories":
      return linesOf(typed);
    case "people":
      return linesOf(typed).map((line) => personIn(line, (was.people ?? []) as CreditedPerson[]));
    case "chapters": {
      const chapters = linesOf(typed).map((line) => chapterIn(line, (was.chapters ?? []) as StoredChapter[]));
      return chapters.includes(undefined) ? undefined : chapters;
    }
    default:
      return typed === "" ? null : typed;
  }
}

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

function personIn(line: string, known: readonly CreditedPerson[]) {
  const comma = line.lastIndexOf(",");
  const name = (comma < 0 ? line : line.slice(0, comma)).trim();
  const role =
    comma < 0
      ? ""
      : line
          .slice(comma + 1)
          .trim()
          .toLowerCase();
  const { group = "cast", href = null, imageUrl = null } = known.find((each) => each.name === name) ?? {};
  return { name, role: role || "host", group, link: href, image: imageUrl };
}

function chapterIn(line: string, known: readonly StoredChapter[]) {
  const space = line.indexOf(" ");
  const start = parseMoment(space < 0 ? "" : line.slice(0, space));
  const title = line.slice(space + 1).trim();
  if (start === undefined || title === "") return undefined;
  const before = known.find((each) => each.title === title);
  // A clock shows no fraction: where neither time nor title was changed, the chapter is as it was.
  const exact =
    before && formatClock(before.startSeconds) === formatClock(start) ? before.startSeconds : start;
  return { start: exact, title, link: before?.link ?? null, image: before?.imageUrl ?? null };
}
