import { daysIn } from "./quantity";
import type { Token } from "./tokens";

/** A unit, and the first token behind it. */
export interface ReadUnit {
  readonly kind: "percent" | "duration" | "count";
  readonly unit: string;
  readonly to: number;
}

const words = (list: string) => new Set(list.split(" "));

const PEOPLE = words(
  "respondent participant people persons participants respondents folks users developers engineers programmers employees customers " +
    "subscribers listeners viewers readers members students academics practitioners educators teachers women men kids " +
    "children adults guys contributors maintainers committers attendees speakers authors managers founders employers " +
    "humans friends players patients voters citizens workers executives leaders designers researchers followers " +
    "visitors americans europeans candidates applicants freelancers consultants analysts professionals",
);
const PERSON_ENDING = /(?:^|[a-z])(?:tists|ogists|omists|nists|icians|arians)$/;

// Words that follow a number without being the counted thing.
const FUNCTION =
  /^(?:is|was|are|were|be|been|being|has|have|had|does|do|did|this|these|those|that|the|a|an|and|or|but|so|because|if|when|then|than|as|us|its|it's|it|that's|what's|he's|she's|there's|let's|here's|always|plus|less|perhaps|yes|thus|versus|vs|across|plus|unless|in|on|at|to|for|from|by|with|into|about|like|you|i|we|they|he|she|my|our|your|their|his|her|who|which|what|where|how|not|no|can|will|would|could|should|says|said|goes|gets|makes|comes|means|needs|wants|looks|seems|happens|uses|feels|gives|takes|works|runs|starts|lets|puts|keeps|tells|just|all|up|out|off|down|over)$/;
// Everyone counts these in passing; no survey measures them.
const PLACEHOLDERS = words(
  "things ways kinds sorts types ones sides cents bits pieces reasons examples points ideas options words parts others " +
    "cases senses steps levels thoughts questions topics aspects pros cons",
);
const OTHER_PLURALS = words("feet teeth mice data");
const MONEY = new Map([
  ["bucks", "dollars"],
  ["usd", "dollars"],
]);
const MOST_BETWEEN = 2;

/** What a number counts: "%", "months", "different countries", "of the respondents". */
export function readUnit(tokens: readonly Token[], at: number, few: boolean): ReadUnit | null {
  const next = tokens[at];
  if (!next) return null;
  if (next.text === "%") return { kind: "percent", unit: "percent", to: at + 1 };
  if (next.text === "percent" || next.text === "percentage")
    return { kind: "percent", unit: "percent", to: at + 1 };
  if (next.text === "per" && tokens[at + 1]?.text === "cent")
    return { kind: "percent", unit: "percent", to: at + 2 };
  return readDuration(tokens, at) ?? readNoun(tokens, at, few);
}

/** A unit of time right behind a number, or behind the number's hyphen. */
export function readDuration(tokens: readonly Token[], at: number): ReadUnit | null {
  const hyphen = tokens[at]?.text === "-" && !tokens[at]?.spaced;
  const place = hyphen ? at + 1 : at;
  const word = tokens[place];
  const unit = word?.text.replace(/s$/, "") ?? "";
  // "three seconds" is a duration, "a second thought" is not: the caller knows the number and decides.
  if (word?.kind !== "word" || daysIn(unit) === undefined || unit === "quarter") return null;
  return { kind: "duration", unit, to: place + 1 };
}

function readNoun(tokens: readonly Token[], at: number, few: boolean): ReadUnit | null {
  let i = at;
  if (tokens[i]?.text === "of") {
    i += 1;
    while (/^(?:the|our|my|these|those|their|your|all)$/.test(tokens[i]?.text ?? "")) i += 1;
    if (i === at + 1) return null;
  }
  for (let passed = 0; passed <= MOST_BETWEEN; passed += 1, i += 1) {
    const token = tokens[i];
    if (token?.text === "-" && passed > 0 && !token.spaced) continue;
    // "Node.js users", "C++ developers", "AT&T customers": one name.
    if (
      token?.kind === "sign" &&
      passed > 0 &&
      /^[.+#&]$/.test(token.text) &&
      !token.spaced &&
      isJoined(tokens, i)
    ) {
      passed -= 1;
      continue;
    }
    if (token?.kind !== "word" || FUNCTION.test(token.text)) return null;
    const unit = countedUnit(token.text);
    if (!unit) continue;
    // "30,000 foot levels", "three point types": of several nouns, the last is counted and the others
    // describe it.
    const after = tokens[i + 1];
    const last =
      after?.kind === "word" && !FUNCTION.test(after.text) && countedUnit(after.text) ? after : token;
    if (few && PLACEHOLDERS.has(last.text)) return null;
    return { kind: "count", unit: countedUnit(last.text) ?? unit, to: last === token ? i + 1 : i + 2 };
  }
  return null;
}

/** Whether the sign belongs to a name: a letter follows it at once, or it ends like "C++" and "C#". */
function isJoined(tokens: readonly Token[], at: number): boolean {
  const after = tokens[at + 1];
  if (!after) return false;
  return /[+#]/.test(tokens[at]?.text ?? "") ? true : after.kind === "word" && !after.spaced;
}

function countedUnit(word: string): string | null {
  if (PEOPLE.has(word) || PERSON_ENDING.test(word)) return "persons";
  const money = MONEY.get(word);
  if (money) return money;
  if (OTHER_PLURALS.has(word)) return word;
  return /[a-z]{2}s$/.test(word) && !/(?:ss|us|is|'s|ous|ways)$/.test(word) ? word : null;
}

const COUNTED_AS_PERSONS = words(
  "persons people respondents respondent responses response participants answers",
);

const arePersons = (unit: string) => COUNTED_AS_PERSONS.has(unit) || isPeople(unit);

/**
 * Whether two units count the same: the responses to a survey are its respondents, who are people, whatever the survey
 * calls them: developers, students, voters.
 */
export function countsTheSame(one: string | null, other: string): boolean {
  if (one === null) return false;
  return one === other || (arePersons(one) && arePersons(other));
}

/** Whether this noun counts people. */
export const isPeople = (word: string): boolean => countedUnit(word) === "persons";
