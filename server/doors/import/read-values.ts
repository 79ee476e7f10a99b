import { onOneLine } from "@/transcript";

// Readers for values in feeds. They never throw: a value that cannot be read is null.

/**
 * A web address in the form in which it is stored and shown; null for any other scheme or text.
 *
 * @param base what an address without scheme or host is relative to; without it there is no such address
 */
export function webAddress(text: string | undefined, base?: string | null): string | null {
  const trimmed = text?.trim() ?? "";
  if (trimmed === "" || trimmed.length > 2000) return null;
  const isWhole = /^https?:\/\//i.test(trimmed);
  if (!isWhole && (!base || !URL.canParse(trimmed, base))) return null;
  if (isWhole && !URL.canParse(trimmed)) return null;
  const url = isWhole ? new URL(trimmed) : new URL(trimmed, base ?? undefined);
  if (!/^https?:$/.test(url.protocol) || url.href.length > 2000) return null;
  // A private feed's addresses contain its password, which nobody else may read.
  url.username = "";
  url.password = "";
  return url.href;
}

// Bounded, so that a long text is read in linear time.
const USER_PART = /(https?:\/\/)[^\s/?#"'<>@]{1,255}@/gi;

/** Text or HTML without the names and passwords of the addresses in it. */
export const withoutPasswords = (text: string): string => text.replace(USER_PART, "$1");

/** Reads seconds: `3600`, `62:03`, `1:02:03.5`, `1:02:03,5`, and Normal Play Time. */
export function readSeconds(text: string | undefined): number | null {
  const match = /^(?:npt[:=])?(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,7}(?:[.,]\d{1,15})?)s?$/i.exec(
    text?.trim() ?? "",
  );
  if (!match) return null;
  const [, hours = "0", minutes = "0", seconds = "0"] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(",", "."));
}

/** Reads a whole number from 0 to PostgreSQL's largest integer. */
export function readNumber(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? "";
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(trimmed) ? Number(trimmed) : null;
}

/** Puts text on one line of at most `most` characters; null if nothing is left. */
export function oneLine(text: string | undefined, most: number): string | null {
  const line = onOneLine(text ?? "");
  if (line.length <= most) return line || null;
  // Does not cut within a word or a pair of surrogates.
  const cut = line.slice(0, most - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > most / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, "")).trimEnd()}…`;
}
