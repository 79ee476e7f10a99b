import type { Found } from "./found";
import { stems } from "./stem";

/** A paragraph with the numbers that are said in it, as far as it tells whether anybody could check them. */
export interface SaidParagraph {
  readonly found: readonly Found[];
  readonly text: string;
  /** The paragraphs around it, nearest first. */
  readonly around: readonly string[];
  /** The words of the titles of the surveys that are here, from `titleWords`. */
  readonly surveys: readonly (readonly string[])[];
}

/** What kind of number it is: shares are asked for in surveys, lengths of time hardly ever. */
const KINDS: Readonly<Record<Found["quantity"]["kind"], number>> = {
  ...{
    percent: 2,
    rank: 1,
    count: 0.5,
    change: 0.5,
    trend: 0,
    duration: -0.5,
    "date-range": -0.5,
    vague: -2,
  },
};
const SURVEY =
  /\b(?:surveys?|respondents?|polls?|polled|survey's|census|questionnaires?|responses?|responded)\b/i;
const SOURCE =
  /\b(?:stud(?:y|ies)|reports?|according to|research(?:ers)?|data says?|statistics?|results|findings|asked|answered)\b/i;
/** "62 % of developers", "one in three people": whom it is about. */
const OF_WHOM =
  /^\W{0,3}(?:of|in)\s+(?:\p{L}+\s+){0,3}(?:respondents|developers|people|engineers|users|companies|organi[sz]ations|teams|programmers|women|men|students|americans|adults|participants|customers|professionals|scientists|repos\p{L}*|websites|sites|projects|packages)/iu;
const SAYS =
  /^\W{0,3}(?:\p{L}+\s+){0,4}(?:said|say|says|use|using|prefer|report\p{L}*|think|want|answered|chose|admit\p{L}*)\b/iu;
const PEOPLE = /^\p{L}*(?:respon|people|developer|person|participant)/iu;
/** What is imagined, or only a way of speaking. */
const IDLE =
  /\b(?:let's say|say you|imagine|for example|if you|if we|if I|suppose|hypothetical\p{L}*|I'd say|probably like|pretend|off|discount|coupon|sponsor\p{L}*|promo)\b/iu;
const IDIOM = new Set([100, 110, 1000, 1, 2]);
/** Words of a title that other titles have too. */
const TITLE_WORDS = new Set(stems("survey state annual developer data report science of the developers"));

/** The words of a survey's title that other titles do not have; they are looked for in every paragraph. */
export const titleWords = (title: string): string[] => stems(title).filter((word) => !TITLE_WORDS.has(word));

/** How likely somebody can check each number of a paragraph: higher is likelier. The number alone tells little. */
export function checkability({ found, text, around, surveys }: SaidParagraph): number[] {
  if (found.length === 0) return [];
  const wide = [text, ...around].join(" ");
  const words = new Set(stems(wide));
  const isNamed = surveys.some((own) => own.length > 0 && own.every((word) => words.has(word)));
  // Where several figures stand together, somebody reads them out.
  const percents = found.filter(({ quantity }) => quantity.kind === "percent").length;
  const shared =
    (isNamed ? 1.5 : 0) + (SURVEY.test(wide) ? 1 : 0) + Math.min(1, Math.max(0, percents - 1) * 0.25);
  return found.map((one) => shared + ownScore(one, text));
}

function ownScore({ quantity, start, end }: Found, text: string): number {
  const after = text.slice(end, end + 90);
  const near = `${text.slice(Math.max(0, start - 160), start)} ${after}`;
  let score = KINDS[quantity.kind];
  if (quantity.kind === "percent" && OF_WHOM.test(after)) score += 1.5;
  if (quantity.kind === "count" && PEOPLE.test(quantity.unit ?? "")) score += 1;
  if (SAYS.test(after)) score += 0.75;
  if (SURVEY.test(near)) score += 1;
  if (SOURCE.test(near)) score += 0.75;
  if (IDLE.test(near)) score -= 1.5;
  if (quantity.kind === "percent" && IDIOM.has(quantity.value ?? 0)) score -= 2;
  if (quantity.kind === "count" && (quantity.value ?? 0) < 20) score -= 1;
  return score;
}
