/** One edition of a survey, as far as its time is known. */
export interface Edition {
  /** Its name: often a year. */
  readonly name: string;
  /** When people were asked, YYYY-MM-DD. */
  readonly fieldStart: string | null;
  readonly fieldEnd: string | null;
}

/** What tells which edition a claim speaks of. */
export interface SaidWhen {
  /** The words of the claim. */
  readonly quote: string;
  /** The sentence around them. */
  readonly sentence: string;
  /** The day the episode was published, YYYY-MM-DD; null if unknown. */
  readonly published: string | null;
}

/**
 * Whether a claim speaks of an edition: `same` or `other`, or `unknown` where nothing tells. A year that was said
 * decides ("the 2018 survey"), then words that count from the episode's date ("last year's"), then the date alone: a
 * claim is about the newest edition that had been asked when the episode came out.
 *
 * `editions` are all editions of the survey that are known, this one among them.
 */
export function isAbout(
  edition: Edition,
  { said, editions }: { said: SaidWhen; editions: readonly Edition[] },
): "same" | "other" | "unknown" {
  const years = yearsSaid(said);
  if (years) {
    const own = yearsOf(edition);
    if (own.length === 0) return "unknown";
    return own.some((year) => years.includes(year)) ? "same" : "other";
  }
  if (said.published === null) return "unknown";
  const begins = startOf(edition);
  if (begins === null) return "unknown";
  // Nobody quotes a survey that has not begun.
  if (begins > said.published) return "other";
  const newer = editions.filter((other) => {
    const begun = startOf(other);
    return begun !== null && begun > begins && resultsOf(other) <= (said.published ?? "");
  });
  return newer.length > 0 ? "other" : "same";
}

/** The edition that a claim speaks of, of those that are known; null where none is, or nothing tells. */
export function editionOf<E extends Edition>(editions: readonly E[], said: SaidWhen): E | null {
  const same = editions.filter((edition) => isAbout(edition, { said, editions }) === "same");
  return same.sort((a, b) => (startOf(b) ?? "").localeCompare(startOf(a) ?? ""))[0] ?? null;
}

/** Results come out some time after the last answer: until then, people still quote the edition before. */
const DAYS_TO_RESULTS = 30;

function resultsOf(edition: Edition): string {
  const end = edition.fieldEnd ?? endOfYear(edition.name);
  if (end === null) return "9999";
  const day = Date.parse(`${end}T00:00:00Z`);
  return Number.isNaN(day) ? "9999" : new Date(day + DAYS_TO_RESULTS * 86_400_000).toISOString().slice(0, 10);
}

/** The year in a name such as "2021" or "2020/21 edition"; null if there is none. */
function yearIn(name: string): number | null {
  const [year] = /(?<!\d)(?:19|20)\d\d(?!\d)/.exec(name) ?? [];
  return year === undefined ? null : Number(year);
}

const startOf = ({ fieldStart, fieldEnd, name }: Edition): string | null => {
  const year = yearIn(name);
  return fieldStart ?? fieldEnd ?? (year === null ? null : `${year}-01-01`);
};

const endOfYear = (name: string): string | null => {
  const year = yearIn(name);
  return year === null ? null : `${year}-12-31`;
};

/** The years by which people call an edition: that of its name, and that in which its answers were taken. */
function yearsOf({ name, fieldStart, fieldEnd }: Edition): number[] {
  const named = yearIn(name);
  const dated = [fieldStart, fieldEnd].flatMap((date) => (date ? [Number(date.slice(0, 4))] : []));
  return [...new Set([...(named === null ? [] : [named]), ...dated])];
}

// "by 2026" and "since 2022" name no edition; "2,018" and "2018 %" are no years.
const YEAR =
  /(?<!(?:\b(?:by|until|till|since|after|before)\s)|[\d.,$€£#-])(?:19|20)\d\d(?![\d%]|[.,]\d|\s?(?:percent|%|people|respondents|responses|developers|users|persons))/gi;
// "over the last year" is how long something took, not an edition.
const LAST_YEAR =
  /(?<!\b(?:over|in|during|within|for|past)\s(?:the\s)?)(?:\blast\s+year(?:['’]s)?\b|\bthe\s+year\s+before\b|\bprevious\s+year\b)/i;
const THIS_YEAR = /\bthis\s+year(?:['’]s)?\b/i;

/** The years that a claim speaks of; null where it names none. */
function yearsSaid({ quote, sentence, published }: SaidWhen): number[] | null {
  const from = published === null ? null : Number(published.slice(0, 4));
  for (const text of [quote, nearest(sentence, quote)]) {
    const said = [...text.matchAll(YEAR)].map(([year]) => Number(year));
    const possible = from === null ? said : said.filter((year) => year <= from);
    const last = possible.at(-1);
    if (last !== undefined) return [last];
    if (from !== null && LAST_YEAR.test(text)) return [from - 1];
    if (from !== null && THIS_YEAR.test(text)) return [from];
  }
  return null;
}

/** The part of a sentence that stands before the quote; where there is none, all of it. */
function nearest(sentence: string, quote: string): string {
  const at = sentence.indexOf(quote);
  return at > 0 ? sentence.slice(0, at) : sentence.replace(quote, " ");
}
