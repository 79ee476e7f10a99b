import { KNOWN_SHOWS } from "./known-shows";

/** The prefix of a show's file names, and how it was found. */
export interface FilePrefix {
  /** Without the hyphen that follows it; empty if the names share none. */
  readonly prefix: string;
  /** `common` and `none` are guesses that depend on all files; the others depend on the show or folder. */
  readonly from: "known" | "folder" | "common" | "none";
}

/**
 * Finds the common prefix of a folder's file names: that of a known show; else one with the same letters as
 * the folder (`practical-ai` in `practicalai/`); else the longest beginning that all names share, up to a
 * hyphen.
 *
 * @param stems the names without `.md` and `.notes.md`
 */
export function filePrefix(folder: string, stems: readonly string[]): FilePrefix {
  const known = KNOWN_SHOWS.get(folder)?.prefix;
  if (known !== undefined && stems.some((stem) => stem.startsWith(`${known}-`)))
    return { prefix: known, from: "known" };
  const named = namedAfter(folder, stems);
  if (named) return { prefix: named, from: "folder" };
  const common = commonPrefix(stems);
  return common ? { prefix: common, from: "common" } : { prefix: "", from: "none" };
}

/** The slug of an episode: its file's name without the prefix, or the whole name if it has another prefix. */
export function slugOf(stem: string, prefix: string): string {
  const start = `${prefix}-`;
  return prefix !== "" && stem.length > start.length && stem.startsWith(start)
    ? stem.slice(start.length)
    : stem;
}

const letters = (name: string) => name.replaceAll(/[-_]/g, "").toLowerCase();

function namedAfter(folder: string, stems: readonly string[]): string | undefined {
  const wanted = letters(folder);
  const found = new Map<string, number>();
  for (const stem of stems) {
    for (let hyphen = stem.indexOf("-"); hyphen > 0; hyphen = stem.indexOf("-", hyphen + 1)) {
      const prefix = stem.slice(0, hyphen);
      if (letters(prefix) !== wanted) continue;
      found.set(prefix, (found.get(prefix) ?? 0) + 1);
      break;
    }
  }
  // The most frequent spelling; on a tie, the first in alphabetical order.
  return [...found].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}

function commonPrefix(stems: readonly string[]): string {
  const [first = ""] = stems;
  let length = first.length;
  for (const stem of stems) {
    let shared = 0;
    while (shared < length && stem[shared] === first[shared]) shared++;
    length = shared;
  }
  return first.slice(0, Math.max(0, first.slice(0, length).lastIndexOf("-")));
}
