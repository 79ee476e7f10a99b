import { type Cepstra, createHmmAligner, type Ear, FrontEnd, spanAround, type Wording } from "../../align";
import { sayWords } from "../../align/search/said-words";
import { random } from "../../scripts/make-demo/random";
import { type Recording, samplesOf, toTextWords } from "./recording";

/** A change of a text of which it is known whether it is right. */
export interface MadeChange {
  readonly kind: "gap" | "replaced";
  /** Whether the words that it puts are those that are said. */
  readonly right: boolean;
  /** Changes of one place have the same number: their true words, and others. */
  readonly place: number;
  /** The sentence in which it is made. */
  readonly seg: number;
  readonly wording: Wording;
}

export interface MadeChanges {
  readonly cepstra: Cepstra;
  readonly changes: readonly MadeChange[];
  /** Places that were made, and those at which the sound can be asked. */
  readonly places: number;
  readonly asked: number;
}

// A gap each so many words, and of so many.
const EVERY = 18;
const LONGEST_GAP = 6;
const WRONG_EACH = 4;
const TRIES = 300;

/**
 * Makes gaps in a recording's text, aligns what is left as a site would, and proposes for each gap the true words and
 * wrong ones: one word changed for another of the same length, or a passage from elsewhere of the same length. Of each
 * true and wrong pair it also makes the corrections of one into the other.
 */
export async function makeGaps(ear: Ear, recording: Recording, seed: number): Promise<MadeChanges> {
  const next = random(seed);
  const all = recording.words;
  const frontEnd = new FrontEnd();
  for await (const piece of samplesOf(recording)) frontEnd.push(piece);
  const { cepstra } = frontEnd;
  const gaps: { first: number; last: number }[] = [];
  for (let at = 6 + Math.floor(next() * 6); at + LONGEST_GAP + 4 < all.length; at += EVERY) {
    const first = at + Math.floor(next() * 4);
    const last = first + 1 + Math.floor(next() * LONGEST_GAP);
    if (all.slice(first, last).every(({ start }) => start !== null)) gaps.push({ first, last });
  }
  const inGap = new Set(gaps.flatMap(({ first, last }) => range(first, last)));
  const left = all.flatMap((_, i) => (inGap.has(i) ? [] : [i]));
  const placeOf = new Map(left.map((word, at) => [word, at]));
  const text = toTextWords(left.map((i) => all[i]!));
  const align = createHmmAligner(ear);
  const withGaps = await align({ audio: cepstra, words: text, anchors: [] });
  const whole = await align({ audio: cepstra, words: toTextWords(all), anchors: [] });
  const phones = (words: readonly string[]) =>
    sayWords(
      words.map((word) => ({ text: word, pause: 0 })),
      ear.dictionary,
      ear.model.definition,
    ).reduce((sum, { phones: [way] }) => sum + way!.length, 0);
  const known = {
    words: left.map((i) => all[i]!.text),
    starts: filled(withGaps.starts),
    confidences: [...withGaps.confidence],
  };
  const full = {
    words: all.map(({ text: word }) => word),
    starts: filled(whole.starts),
    confidences: [...whole.confidence],
  };
  const changes: MadeChange[] = [];
  let asked = 0;
  gaps.forEach(({ first, last }, place) => {
    const truth = all.slice(first, last).map(({ text: word }) => word);
    const at = placeOf.get(first - 1)! + 1;
    const wrong = wrongWords(truth);
    const gap = (put: readonly string[], right: boolean) => {
      const wording = spanAround(known, { first: at, last: at, put, isGap: true });
      if (wording) changes.push({ kind: "gap", right, place, seg: all[first]!.seg, wording });
      return wording !== null;
    };
    if (gap(truth, true)) asked++;
    for (const words of wrong) gap(words, false);
    for (const words of wrong) {
      const away = spanAround(full, { first, last, put: words, isGap: false });
      if (!away) continue;
      changes.push({ kind: "replaced", right: false, place, seg: all[first]!.seg, wording: away });
      const { instead } = away;
      // The same, the other way round: the wrong words stand there, and the true ones are proposed.
      if (instead)
        changes.push({
          kind: "replaced",
          right: true,
          place,
          seg: all[first]!.seg,
          wording: {
            ...away,
            words: instead,
            instead: away.words,
            asked: [away.asked[0], away.asked[0] + truth.length],
          },
        });
    }
  });
  return { cepstra, changes, places: gaps.length, asked };

  function wrongWords(truth: readonly string[]): string[][] {
    const found: string[][] = [];
    const long = truth.flatMap((word, i) => (phones([word]) >= 3 ? [i] : []));
    for (let tries = 0; tries < TRIES && found.length < WRONG_EACH / 2 && long.length > 0; tries++) {
      const at = long[Math.floor(next() * long.length)]!;
      const other = all[Math.floor(next() * all.length)]!.text;
      if (bare(other) === bare(truth[at]!)) continue;
      if (Math.abs(phones([other]) - phones([truth[at]!])) > 1) continue;
      found.push(truth.map((word, i) => (i === at ? other : word)));
    }
    for (let tries = 0; tries < TRIES && found.length < WRONG_EACH; tries++) {
      const from = Math.floor(next() * (all.length - truth.length));
      const words = all.slice(from, from + truth.length).map(({ text: word }) => word);
      if (Math.abs(phones(words) - phones(truth)) > 1) continue;
      if (words.map(bare).join(" ") === truth.map(bare).join(" ")) continue;
      found.push(words);
    }
    return found;
  }
}

const bare = (word: string) => word.toLowerCase().replace(/\W/g, "");
const range = (first: number, last: number) => Array.from({ length: last - first }, (_, i) => first + i);

/** Words that are not heard begin where the word before them does. */
function filled(starts: readonly (number | null)[]): number[] {
  let last = 0;
  return starts.map((start) => {
    last = start ?? last;
    return last;
  });
}
