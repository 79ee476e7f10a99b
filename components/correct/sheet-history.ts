import type { Sheet } from "./sheet";

/** One change of a sheet. Of the words only what differs is kept: a long paragraph is not kept for each key. */
interface Step {
  readonly words: { readonly at: number; readonly out: string; readonly in: string } | null;
  readonly speaker: readonly [before: string, after: string];
  readonly joined: readonly [before: boolean, after: boolean];
  /** The field that was typed in; null for a tool. */
  readonly typed: "words" | "speaker" | null;
  /** Whether the next key may go on with it: a paste, a line break and a tool are steps of their own. */
  readonly goesOn: boolean;
  /** In milliseconds. */
  readonly at: number;
}

interface How {
  readonly typed: Step["typed"];
  readonly at: number;
}

// In milliseconds. Keys that follow one another faster are undone together, as in other editors.
const PAUSE = 1000;
/** Older steps are forgotten. */
const MOST_STEPS = 1000;

/** A sheet with all that was done to it, so that every key and every tool can be undone, in one order. */
export class SheetHistory {
  readonly sheet: Sheet;
  /** Where the caret belongs after `undo` or `redo`: the end of what changed; null where no words did. */
  readonly caret: number | null;
  readonly #past: readonly Step[];
  readonly #future: readonly Step[];

  constructor(
    sheet: Sheet,
    past: readonly Step[] = [],
    future: readonly Step[] = [],
    caret: number | null = null,
  ) {
    this.sheet = sheet;
    this.#past = past;
    this.#future = future;
    this.caret = caret;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Another sheet in place of this one. What was undone can then not be redone. */
  change(next: Sheet, { typed, at }: How): SheetHistory {
    const last = this.#past.at(-1);
    const step = stepOf(this.sheet, next, { typed, at });
    if (!step) return this;
    // Typing goes on with the step before it, where it goes on at the same place.
    const before = last && goesOn(last, step) ? applied(this.sheet, last, "before") : undefined;
    const whole = before && stepOf(before, next, { typed, at });
    const past = whole
      ? [...this.#past.slice(0, -1), { ...whole, goesOn: true }]
      : [...this.#past, step].slice(-MOST_STEPS);
    return new SheetHistory(next, past);
  }

  /** Without the last step; the same where there is none. */
  undo(): SheetHistory {
    const step = this.#past.at(-1);
    if (!step) return this;
    const sheet = applied(this.sheet, step, "before");
    const caret = step.words && step.words.at + step.words.out.length;
    return new SheetHistory(sheet, this.#past.slice(0, -1), [...this.#future, step], caret);
  }

  /** With the last step that was undone. */
  redo(): SheetHistory {
    const step = this.#future.at(-1);
    if (!step) return this;
    const sheet = applied(this.sheet, step, "after");
    const caret = step.words && step.words.at + step.words.in.length;
    return new SheetHistory(sheet, [...this.#past, step], this.#future.slice(0, -1), caret);
  }
}

function stepOf(before: Sheet, after: Sheet, { typed, at }: How): Step | null {
  const words = difference(before.words, after.words);
  const step: Step = {
    words,
    speaker: [before.speaker, after.speaker],
    joined: [before.joined, after.joined],
    typed,
    goesOn: typed === "speaker" || (typed === "words" && words !== null && isKey(words)),

    at,
  };
  const isSame = !words && before.speaker === after.speaker && before.joined === after.joined;
  return isSame ? null : step;
}

/** The one place in which two texts differ; null where they are the same. */
function difference(before: string, after: string): Step["words"] {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return {
    at: start,
    out: before.slice(start, before.length - end),
    in: after.slice(start, after.length - end),
  };
}

function applied(sheet: Sheet, { words, speaker, joined }: Step, to: "before" | "after"): Sheet {
  const [out, put] = to === "before" ? [words?.in, words?.out] : [words?.out, words?.in];
  return {
    words:
      words === null
        ? sheet.words
        : sheet.words.slice(0, words.at) + put + sheet.words.slice(words.at + (out ?? "").length),
    speaker: speaker[to === "before" ? 0 : 1],
    joined: joined[to === "before" ? 0 : 1],
  };
}

const isKey = (words: NonNullable<Step["words"]>) =>
  words.in.length + words.out.length === 1 && words.in !== "\n";

function goesOn(last: Step, next: Step): boolean {
  if (!last.goesOn || !next.goesOn || last.typed !== next.typed || next.at - last.at > PAUSE) return false;
  if (!last.words || !next.words) return true;
  const end = last.words.at + last.words.in.length;
  if (next.words.in !== "") return next.words.at === end;
  return [last.words.at - 1, last.words.at, end - 1].includes(next.words.at);
}
