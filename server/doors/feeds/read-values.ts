// How feeds write values, and what is taken for one. Nothing here throws: what cannot be read is null.

/** An address of the web, as it is kept and shown; null for every other scheme, and for what is none. */
export function webAddress(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? "";
  if (!/^https?:\/\//i.test(trimmed) || trimmed.length > 2000 || !URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  // A private feed carries its password in its addresses; nobody else is to read it.
  url.username = "";
  url.password = "";
  return url.href;
}

/** Seconds: `3600`, `62:03`, `1:02:03.5`, and Normal Play Time. */
export function readSeconds(text: string | undefined): number | null {
  const match = /^(?:npt:)?(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,7}(?:\.\d{1,6})?)$/.exec(text?.trim() ?? "");
  if (!match) return null;
  const [, hours = "0", minutes = "0", seconds = "0"] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** A number that is not negative, within PostgreSQL's whole numbers. */
export function readNumber(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? "";
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(trimmed) ? Number(trimmed) : null;
}

/** A moment between the first podcasts and the year 2100: a date beyond it is a slip. */
export function readDate(text: string | undefined): Date | null {
  const date = new Date(text?.trim() || Number.NaN);
  const year = date.getUTCFullYear();
  return year >= 1990 && year < 2100 ? date : null;
}

/** Text in one line, at most `most` characters; null where nothing is left. */
export function oneLine(text: string | undefined, most: number): string | null {
  const line = (text ?? "").replace(/\s+/g, " ").trim();
  if (line.length <= most) return line || null;
  // Not in the middle of a word, nor of a pair of surrogates.
  const cut = line.slice(0, most - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > most / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, "")).trimEnd()}…`;
}
