import { isChangeOf, readTimes } from "./changes";
import { comparatorAfter, comparatorBefore } from "./comparators";
import type { Found } from "./found";
import { type ReadNumber, readFraction, readFractionOf, readNumber } from "./numbers";
import type { Comparator, Quantity } from "./quantity";
import type { Token } from "./tokens";
import { type ReadUnit, readDuration, readUnit } from "./units";

/** Finds what a text states in numbers: percents, fractions, counts, durations, and ranges of each. */
export function findNumbers(tokens: readonly Token[]): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < tokens.length; ) {
    const here =
      halfOfUnit(tokens, at) ??
      partOfPercent(tokens, at) ??
      fractions(tokens, at) ??
      fraction(tokens, at) ??
      times(tokens, at) ??
      points(tokens, at) ??
      ratio(tokens, at) ??
      number(tokens, at) ??
      answered(tokens, at) ??
      unitAndAHalf(tokens, at);
    if (here) found.push(here.found);
    at = here ? Math.max(here.to, at + 1) : at + 1;
  }
  return found;
}

interface Read {
  readonly found: Found;
  /** The first token behind it. */
  readonly to: number;
}

function make(tokens: readonly Token[], at: number, to: number, quantity: Quantity): Read {
  const before = comparatorBefore(tokens, at);
  const after = quantity.comparator === "between" ? null : comparatorAfter(tokens, to);
  const own = quantity.comparator === "stated" ? undefined : quantity.comparator;
  const comparator =
    quantity.comparator === "between" ? "between" : combined(before.comparator, after?.comparator ?? own);
  const last = tokens[(after?.to ?? to) - 1] as Token;
  return {
    found: {
      start: (tokens[before.from] as Token).start,
      end: last.end,
      quantity: { ...quantity, comparator },
    },
    to: after?.to ?? to,
  };
}

/** Of two comparators, "almost" and similar words win over "or so". */
function combined(before: Comparator, after: Comparator | undefined): Comparator {
  return before === "stated" || before === "exactly" ? (after ?? before) : before;
}

function fraction(tokens: readonly Token[], at: number): Read | null {
  const read = readFraction(tokens, at);
  if (!read) return null;
  // "under half" means the minority.
  const under =
    tokens[at]?.text === "half" && tokens[at - 1]?.text === "under" && tokens[at - 2]?.text !== "just";
  const quantity: Quantity = {
    kind: "percent",
    value: read.value,
    unit: "percent",
    comparator: "stated",
    form: "fraction",
  };
  const made = make(tokens, at, read.to, quantity);
  if (!under) return made;
  return {
    ...made,
    found: {
      ...made.found,
      quantity: { kind: "percent", unit: "percent", comparator: "minority", form: "words" },
    },
  };
}

/** "a fifth of a percent", "half a percent": the fraction is of one percent, not of all. */
function partOfPercent(tokens: readonly Token[], at: number): Read | null {
  const read = readFractionOf(tokens, at);
  if (!read) return null;
  let to = read.to;
  // "two-tenths, a fifth of a percent": the second says the first again.
  if (tokens[to]?.text === ",") {
    const again = readFractionOf(tokens, to + 1);
    if (!again) return null;
    to = again.to;
  }
  if (tokens[to]?.text === "of") to += 1;
  if (!/^(?:an?|one|1)$/.test(tokens[to]?.text ?? "")) return null;
  const unit = readUnit(tokens, to + 1, false);
  if (unit?.kind !== "percent") return null;
  const inPoints = /^points?$/.test(tokens[unit.to]?.text ?? "");
  return make(tokens, at, inPoints ? unit.to + 1 : unit.to, {
    kind: inPoints || isChangeOf(tokens, at, unit.to) ? "change" : "percent",
    value: Math.round(read.value) / 100,
    unit: "percent",
    comparator: "stated",
    form: "words",
  });
}

/** "between a half and two thirds", "a quarter to a third": a range of two shares. */
function fractions(tokens: readonly Token[], at: number): Read | null {
  const isBetween = tokens[at - 1]?.text === "between";
  const first = readFractionOf(tokens, at);
  if (!first) return null;
  const link = tokens[first.to]?.text ?? "";
  if (!CONNECTS.test(link) && !(isBetween && link === "and")) return null;
  const second = readFractionOf(tokens, first.to + 1);
  if (!second || second.value <= first.value) return null;
  return make(tokens, isBetween ? at - 1 : at, second.to, {
    kind: "percent",
    range: [first.value, second.value],
    unit: "percent",
    comparator: "between",
    form: "fraction",
  });
}

/** "doubled", "three times as many", "10x faster": how many times as much as before, or as another. */
function times(tokens: readonly Token[], at: number): Read | null {
  const read = readTimes(tokens, at);
  if (!read) return null;
  return make(tokens, at, read.to, {
    kind: "change",
    value: read.value,
    unit: "times",
    comparator: "stated",
    form: read.form,
  });
}

/** "a five-point increase", "up 7 points", "3 percentage points": a difference of two shares. */
function points(tokens: readonly Token[], at: number): Read | null {
  const first = readNumber(tokens, at);
  if (!first || first.article || isPartOfName(tokens, first)) return null;
  let to = first.to;
  if (tokens[to]?.text === "-" && !tokens[to]?.spaced) to += 1;
  const named = /^percentage$/.test(tokens[to]?.text ?? "");
  if (named) to += 1;
  if (tokens[to]?.text === "-" && !tokens[to]?.spaced) to += 1;
  if (!/^points?$/.test(tokens[to]?.text ?? "")) return null;
  // More than 100 points are a game's or a price's.
  if (first.value > 100 || (!named && !isChangeOf(tokens, at, to + 1))) return null;
  return make(tokens, at, to + 1, {
    kind: "change",
    value: first.value,
    unit: "percent",
    comparator: "stated",
    form: first.form,
  });
}

/** "15 to 1": of two answers, how many gave the first for each that gave the second. */
function ratio(tokens: readonly Token[], at: number): Read | null {
  const first = readNumber(tokens, at);
  if (!first || first.article || first.value <= 1 || isPartOfName(tokens, first)) return null;
  if (/^(?:from|between|went|of|number|page|-)$/.test(tokens[at - 1]?.text ?? "")) return null;
  const one = tokens[first.to + 1];
  if (tokens[first.to]?.text !== "to" || !/^(?:1|one)$/.test(one?.text ?? "")) return null;
  const after = tokens[first.to + 2];
  if (after && readNumber(tokens, first.to + 1)?.to !== first.to + 2) return null;
  if (
    after &&
    (!after.spaced ? !/^[.,;:?!)"”]$/.test(after.text) : /^(?:of|on|person|another)$/.test(after.text))
  )
    return null;
  return make(tokens, at, first.to + 2, {
    kind: "count",
    value: first.value,
    unit: "to 1",
    comparator: "stated",
    form: first.form,
  });
}

const ANSWERED =
  /^(?:responded|answered|participated|replied|voted|completed|reported|said|agreed|disagreed|chose|selected)$/;
/** Below this many, "two said" is rather an account of a conversation. */
const FEWEST_ANSWERS = 100;

/** "31,700 responded to this question": a number of people who are not named as such. */
function answered(tokens: readonly Token[], at: number): Read | null {
  const first = readNumber(tokens, at);
  if (!first || first.value < FEWEST_ANSWERS || isYear(tokens, first) || isPartOfName(tokens, first))
    return null;
  if (!ANSWERED.test(tokens[first.to]?.text ?? "")) return null;
  return make(tokens, at, first.to, {
    kind: "count",
    value: first.value,
    unit: "persons",
    comparator: "stated",
    form: first.form,
  });
}

/** "half an hour", "half a year": durations, not shares. */
function halfOfUnit(tokens: readonly Token[], at: number): Read | null {
  if (tokens[at]?.text !== "half" || !/^an?$/.test(tokens[at + 1]?.text ?? "")) return null;
  const unit = readDuration(tokens, at + 2);
  if (!unit || unit.unit === "second") return null;
  return make(tokens, at, unit.to, {
    kind: "duration",
    value: 0.5,
    unit: unit.unit,
    comparator: "stated",
    form: "words",
  });
}

/** "the last year and a half": 1.5 of a unit, where nobody says the one. */
function unitAndAHalf(tokens: readonly Token[], at: number): Read | null {
  const unit = readDuration(tokens, at);
  if (!unit || unit.unit === "second" || !isHalfMore(tokens, unit.to)) return null;
  return make(tokens, at, unit.to + 3, {
    kind: "duration",
    value: 1.5,
    unit: unit.unit,
    comparator: "stated",
    form: "digits",
  });
}

const isHalfMore = (tokens: readonly Token[], at: number) =>
  tokens[at]?.text === "and" && tokens[at + 1]?.text === "a" && tokens[at + 2]?.text === "half";

function number(tokens: readonly Token[], at: number): Read | null {
  const first = readNumber(tokens, at);
  if (!first || isPartOfName(tokens, first)) return null;
  const few = first.form === "words" && first.value <= 12;
  const range = readRange(tokens, first);
  if (range) return range;
  const money = readMoney(tokens, first);
  const plus = tokens[first.to]?.text === "+" && !tokens[first.to]?.spaced;
  const unit = money ?? readUnit(tokens, plus ? first.to + 1 : first.to, few);
  if (!unit) return null;
  if (unit.kind === "duration") return duration(tokens, first, unit);
  if (unit.kind === "count" && (first.value === 1 || isYear(tokens, first))) return null;
  if (first.article || isIdiom(tokens, first, unit)) return null;
  const start = money ? at - 1 : at;
  return make(tokens, start, unit.to, {
    kind: isChange(tokens, start, unit) ? "change" : unit.kind,
    value: first.value,
    unit: unit.unit,
    comparator: plus ? "at_least" : "stated",
    form: first.form,
  });
}

/** "a thousand times", "a hundred percent agree": idioms that state no number. */
function isIdiom(
  tokens: readonly Token[],
  { from, value, form }: ReadNumber,
  { kind, unit, to }: ReadUnit,
): boolean {
  if (form !== "words") return false;
  if (kind === "percent")
    return value === 100 && /^(?:agree|yes|true|right|sure|\W)?$/.test(tokens[to]?.text ?? "");
  return /^an?$/.test(tokens[from]?.text ?? "") && /^(?:times|things|ways)$/.test(unit);
}

function duration(tokens: readonly Token[], first: ReadNumber, unit: ReadUnit): Read | null {
  if (first.article && !isMeasured(tokens, first.from, unit)) return null;
  const more = isHalfMore(tokens, unit.to);
  return make(tokens, first.from, more ? unit.to + 3 : unit.to, {
    kind: "duration",
    value: first.value + (more ? 0.5 : 0),
    unit: unit.unit,
    comparator: "stated",
    form: "digits",
  });
}

/**
 * Whether "a year" states a duration: "about a month", "a year ago", "for a week"; not "twice a week" or "one
 * day".
 */
function isMeasured(tokens: readonly Token[], at: number, { unit, to }: ReadUnit): boolean {
  const said = comparatorBefore(tokens, at).comparator;
  if (unit === "second" || unit === "minute")
    return said !== "stated" && said !== "about" && said !== "exactly";
  if (isHalfMore(tokens, to)) return true;
  if (/^(?:ago|later|earlier|long)$/.test(tokens[to]?.text ?? "")) return true;
  if (tokens[at]?.text === "one" && unit === "day") return false;
  if (said !== "stated") return true;
  return (
    tokens[at]?.text === "one" ||
    /^(?:for|within|took|takes|take|lasted|lasts|after)$/.test(tokens[at - 1]?.text ?? "")
  );
}

const CONNECTS = /^(?:-|–|—|to|or)$/;

/** "12%-13%", "25% to 30%", "6-12 months", "between 20 and 30 people", "two or three years". */
function readRange(tokens: readonly Token[], first: ReadNumber): Read | null {
  const isBetween = tokens[first.from - 1]?.text === "between";
  const own = first.article ? null : readUnit(tokens, first.to, true);
  const gaps = [first.to, ...(own && own.to - first.to <= 2 ? [own.to] : [])];
  for (const gap of gaps) {
    const word = tokens[gap]?.text ?? "";
    if (!CONNECTS.test(word) && !(isBetween && word === "and")) continue;
    if (/[-–—]/.test(word) && tokens[gap]?.spaced !== tokens[gap + 1]?.spaced) continue;
    const second = readNumber(tokens, gap + 1);
    if (!second || second.article || first.article || second.form !== first.form) continue;
    const unit = readUnit(tokens, second.to, true);
    if (!unit || (own && gap === own.to && own.unit !== unit.unit)) continue;
    if (unit.kind === "count" && (isYear(tokens, first) || isYear(tokens, second))) continue;
    if (second.value <= first.value) continue;
    const start = isBetween || tokens[first.from - 1]?.text === "from" ? first.from - 1 : first.from;
    const went = /^(?:went|go|goes|going|gone|grew|rose|fell|dropped|jumped|increased|decreased)$/;
    const changed =
      isChange(tokens, start, unit) || (start < first.from && went.test(tokens[start - 1]?.text ?? ""));
    return make(tokens, start, unit.to, {
      kind: changed && unit.kind === "percent" ? "change" : unit.kind,
      range: [first.value, second.value],
      unit: unit.unit,
      comparator: "between",
      form: unit.kind === "percent" ? first.form : "digits",
    });
  }
  return null;
}

/** Whether the number says how much something grew or shrank, rather than a share. */
function isChange(tokens: readonly Token[], at: number, { kind, to }: ReadUnit): boolean {
  return kind === "percent" && isChangeOf(tokens, at, to);
}

const CURRENCIES = new Map([
  ["$", "dollars"],
  ["€", "euros"],
  ["£", "pounds"],
]);

function readMoney(tokens: readonly Token[], { from, to, form }: ReadNumber): ReadUnit | null {
  const unit = CURRENCIES.get(tokens[from - 1]?.text ?? "");
  return unit && form === "digits" && !tokens[from]?.spaced ? { kind: "count", unit, to } : null;
}

/** Numbers like 1984 and 2021 are years, unless a comma in them or people behind them say otherwise. */
function isYear(tokens: readonly Token[], { from, to, value, form }: ReadNumber): boolean {
  const token = tokens[from];
  const bare = form === "digits" && to === from + 1 && token !== undefined && token.end - token.start === 4;
  return bare && value >= 1900 && value < 2100;
}

const NAMED_BEFORE =
  /^(?:version|episode|chapter|number|no|step|figure|page|line|port|part|season|level|phase|issue|rfc|pep|layer|act|route|room|section|question|option|january|february|march|april|may|june|july|august|september|october|november|december)$/;

/** Digits that belong to a word, a time of day, a version or an ordinal: x86, Covid-19, 5:30, 24/7, 3rd. */
function isPartOfName(tokens: readonly Token[], { from, to, form }: ReadNumber): boolean {
  const before = tokens[from - 1];
  const first = tokens[from] as Token;
  const after = tokens[to];
  const glued = before && !first.spaced;
  if (glued && (before.kind !== "sign" || /[:/.#@_&=]/.test(before.text))) return true;
  // A hyphen belongs to the word before it; behind a number it was already read as a range.
  if (glued && before.text === "-" && !before.spaced && tokens[from - 2]) return true;
  if (form !== "digits") return false;
  if (
    after &&
    !after.spaced &&
    (after.kind === "word" || /[:/_=]/.test(after.text)) &&
    !/^ish$/.test(after.text)
  )
    return true;
  return (
    before?.kind === "word" && NAMED_BEFORE.test(before.text) && (before.text !== "may" || before.capital)
  );
}
