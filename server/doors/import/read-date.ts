/** A date, and the name of its time zone where that is no name we know. */
export interface ReadDate {
  /** Null for what is no date between 1990, before the first podcasts, and 2100: any other is a typing error. */
  readonly date: Date | null;
  /** Then the date is read as UTC. */
  readonly unknownZone: string | null;
}

const UNREADABLE: ReadDate = { date: null, unknownZone: null };

// Names of zones by their hours from UTC. RFC 822 has the American ones; the others are what WordPress plug-ins and
// hand-made feeds write. IST is left out: it is India's, Israel's and Ireland's.
const ZONES = byWord([
  [-10, "hst"],
  [-9, "akst"],
  [-8, "pst akdt"],
  [-7, "mst pdt"],
  [-6, "cst mdt"],
  [-5, "est cdt"],
  [-4, "edt ast clt"],
  [-3.5, "nst"],
  [-3, "adt brt art"],
  [-2.5, "ndt"],
  [0, "z ut utc gmt wet"],
  [1, "cet met mez bst west wat"],
  [2, "cest mest mesz eet cat sast"],
  [3, "eest msk trt eat"],
  [4, "gst"],
  [5, "pkt"],
  [7, "wib ict"],
  [8, "awst hkt sgt myt pht"],
  [9, "jst kst"],
  [9.5, "acst"],
  [10, "aest"],
  [10.5, "acdt"],
  [11, "aedt"],
  [12, "nzst"],
  [13, "nzdt"],
]);

// By their first letters, in the languages that feeds name them in. Longer ones stand first.
const MONTHS = byWord([
  [6, "juin"],
  [7, "juil"],
  [1, "jan gen ene"],
  [2, "feb fev"],
  [3, "mar mrz maa"],
  [4, "apr avr abr"],
  [5, "may mai mag mei"],
  [6, "jun giu"],
  [7, "jul lug"],
  [8, "aug aou ago"],
  [9, "sep set"],
  [10, "oct okt out ott"],
  [11, "nov"],
  [12, "dec dez dic"],
]);

function byWord(rows: readonly (readonly [number, string])[]): ReadonlyMap<string, number> {
  return new Map(rows.flatMap(([value, words]) => words.split(" ").map((word) => [word, value] as const)));
}

const TIME = String.raw`(?:[T ,]+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<part>\d{1,9}))?)?(?: ?(?<half>[ap])\.?m\b\.?)?)?`;
const ZONE = String.raw`[ ]*(?<zone>(?:gmt|utc?)?[+-]\d{1,2}:?\d{0,2}|[a-z]{1,5}|[a-z]{1,20}/[a-z_/-]{1,40})?`;
const WORD = String.raw`\p{L}[\p{L}\p{M}]*\.?`;
// 2015-01-04T10:00:00Z
const ISO = new RegExp(
  String.raw`^(?<year>\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})${TIME}${ZONE}$`,
  "iu",
);
// Thu, 13 Jul 2023 12:00:00 +0200
const RFC = new RegExp(
  String.raw`^(?:${WORD} ?,? ?)?(?<day>\d{1,2})(?:st|nd|rd|th|\.)?[ -](?<name>${WORD})[ -](?<year>\d{4}|\d{2})${TIME}${ZONE}$`,
  "iu",
);
// July 13, 2023 12:00
const AMERICAN = new RegExp(
  String.raw`^(?:${WORD},? )?(?<name>${WORD}) (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})${TIME}${ZONE}$`,
  "iu",
);
// Sat Sep 3 09:19:24 2016 GMT, and Sat Sep 3 09:19:24 GMT 2016
const UNIX = new RegExp(
  String.raw`^${WORD},? (?<name>${WORD}) (?<day>\d{1,2})${TIME}(?: (?<early>[a-z]{1,5}))? (?<year>\d{4})${ZONE}$`,
  "iu",
);
const FORMS = [ISO, RFC, AMERICAN, UNIX];

/**
 * Reads a date as feeds write it: RFC 822 with two or four digits of the year, with or without seconds, weekday and
 * zone; ISO 8601; and what JavaScript, PHP and Unix print. Zones may have names. A date without a zone is UTC, on every
 * machine. Days and months as mere numbers, whose order nobody knows, are not read.
 */
export function readDate(text: string | undefined): ReadDate {
  const plain = (text ?? "")
    .slice(0, 200)
    .replace(/\([^()]*\)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  for (const form of FORMS) {
    const groups = form.exec(plain)?.groups;
    if (groups) return fromParts(groups);
  }
  return UNREADABLE;
}

function fromParts(parts: Readonly<Record<string, string | undefined>>): ReadDate {
  const number = (name: string) => Number(parts[name] ?? 0);
  const month = parts.month ? number("month") : monthOf(parts.name ?? "");
  const short = parts.year?.length === 2;
  // RFC 2822: 49 is 2049, 50 is 1950.
  const year = number("year") + (short ? (number("year") < 50 ? 2000 : 1900) : 0);
  const [day, hour, minute, second] = [number("day"), hourOf(parts), number("minute"), number("second")];
  const fits =
    month !== null && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && minute < 60;
  // A leap second, and midnight as the end of a day.
  const inDay = second <= 60 && (hour < 24 || (hour === 24 && minute === 0 && second === 0));
  if (!fits || !inDay || year < 1990 || year >= 2100) return UNREADABLE;
  const zone = parts.zone ?? parts.early ?? "";
  const offset = offsetOf(zone);
  const milliseconds = Math.trunc(Number(`0.${parts.part ?? 0}`) * 1000);
  const at = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) - (offset ?? 0) * 3_600_000;
  return { date: new Date(at), unknownZone: offset === null ? zone : null };
}

function hourOf({ hour, half }: Readonly<Record<string, string | undefined>>): number {
  if (!half) return Number(hour ?? 0);
  return (Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}

function monthOf(name: string): number | null {
  const plain = name
    .normalize("NFKD")
    .replace(/[^a-z]/gi, "")
    .toLowerCase();
  return [...MONTHS].find(([beginning]) => plain.startsWith(beginning))?.[1] ?? null;
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Hours from UTC; null for a name that we do not know. */
function offsetOf(zone: string): number | null {
  if (zone === "") return 0;
  const found = /^(?:gmt|utc?)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(zone);
  if (!found) return ZONES.get(zone.toLowerCase()) ?? null;
  const [, sign, hours = "0", minutes = "0"] = found;
  const offset = Number(hours) + Number(minutes) / 60;
  return offset > 14.5 ? null : sign === "-" ? -offset : offset;
}
