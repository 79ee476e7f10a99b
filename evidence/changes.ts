import { readNumber } from "./numbers";
import type { Token } from "./tokens";

// How much something grew or shrank, as opposed to how large it is.

const AFTER =
  /^(?:faster|slower|more|less|fewer|bigger|smaller|higher|lower|better|worse|cheaper|increase|increases|decrease|decreases|decline|improvement|improvements|growth|reduction|drop|jump|rise|gain|swing|boost|raise|discount|speedup|points?|off)$/;
const BEFORE =
  /^(?:up|down|grew|grown|fell|fallen|dropped|rose|risen|lost|gained|increased|decreased|declined|shrank|shrunk|jumped|climbed|improved)$/;
const VERBS =
  /^(?:up|down|grew|grow|grows|grown|growing|growth|fell|fall|falls|fallen|dropped|drop|drops|dropping|rose|rise|rises|risen|rising|increase|increased|increases|increasing|decrease|decreased|decreases|decreasing|decline|declined|declines|shrank|shrunk|jumped|climbed|improve|improved|improves|reduce|reduced|reduces|cut|cuts|cutting|raise|raised|boosted|bump|bumped|compress|compressed|lower|lowered|shrink|shrinks|slow|slowed|save|saved|outperform|outperformed|exceeded|beat|off|higher|lower|faster|slower|expanded|slashed)$/;
/** How many words before "by" its verb is looked for: "increased its revenue by 20%". */
const BEFORE_BY = 6;

/**
 * Whether the number from `at` up to but not including `to` (its unit included) says how much something grew or
 * shrank: "30% faster", "up 5%", "fell by a third"; not "is used by 66%".
 */
export function isChangeOf(tokens: readonly Token[], at: number, to: number): boolean {
  if (AFTER.test(tokens[to]?.text ?? "")) return true;
  let before = at - 1;
  while (before >= 0 && ROUGH.test(tokens[before]?.text ?? "")) before -= 1;
  const word = tokens[before]?.text ?? "";
  if (BEFORE.test(word)) return true;
  if (word !== "by") return false;
  for (let i = before - 1; i >= Math.max(0, before - BEFORE_BY); i -= 1) {
    const token = tokens[i] as Token;
    if (/^[.;?!]$/.test(token.text)) return false;
    if (VERBS.test(token.text)) return true;
  }
  return false;
}

// What may stand between the verb and the number: "lost around 35%".
const ROUGH =
  /^(?:about|around|roughly|almost|nearly|over|like|approximately|some|maybe|another|only|just|than|more|less|an?|the)$/;

/** A number of times, and the first token behind it. */
export interface ReadTimes {
  readonly value: number;
  readonly form: "digits" | "words";
  readonly to: number;
}

const VERBS_OF_TIMES = new Map([
  ["doubled", 2],
  ["tripled", 3],
  ["trebled", 3],
  ["quadrupled", 4],
  ["quintupled", 5],
]);
const COMPARED =
  /^(?:as|more|less|fewer|higher|lower|larger|bigger|smaller|greater|faster|slower|better|worse|cheaper|likelier|longer|shorter|increase|growth|the)$/;

/**
 * How many times as much: "doubled", "twice as many", "two times higher", "10x faster". "Two times" alone counts
 * events and is none.
 */
export function readTimes(tokens: readonly Token[], at: number): ReadTimes | null {
  const token = tokens[at];
  if (token?.kind === "word") {
    const verb = VERBS_OF_TIMES.get(token.text);
    // "doubled down", "doubled up" and "doubled-over" measure nothing.
    if (verb !== undefined)
      return /^(?:down|up|over|back|as|-)$/.test(tokens[at + 1]?.text ?? "")
        ? null
        : { value: verb, form: "words", to: at + 1 };
    if (token.text === "twice")
      return tokens[at + 1]?.text === "as" ? { value: 2, form: "words", to: at + 1 } : null;
  }
  const number = readNumber(tokens, at);
  if (!number || number.article || number.value <= 1 || tokens[at - 1]?.text === "-") return null;
  const unit = tokens[number.to];
  const isX = unit?.text === "x" && !unit.spaced && number.form === "digits";
  if (unit?.text !== "times" && !isX) return null;
  const after = tokens[number.to + 1]?.text ?? "";
  if (!COMPARED.test(after)) return null;
  // "two times the same thing happened", "two times as a guest" count events.
  if (
    after === "the" &&
    !/^(?:size|number|amount|price|cost|rate|speed|average)$/.test(tokens[number.to + 2]?.text ?? "")
  )
    return null;
  if (
    after === "as" &&
    !/^(?:many|much|likely|fast|large|big|high|long|often|good|\w+ly)$/.test(
      tokens[number.to + 2]?.text ?? "",
    )
  )
    return null;
  return { value: number.value, form: number.form === "digits" ? "digits" : "words", to: number.to + 1 };
}
