import fc from "fast-check";
import { edited, talk } from "../tests/transcript/arbitrary";
import { merge, parse, serialize, type Transcript, words } from "../transcript";
import { reportFigure } from "./report-figure";

// Three-way merges of random talks and random edits. Checks that both sides' changes are merged or a conflict
// is reported, identity, symmetry, that the merged text parses back, and that no word that a side inserted or
// kept is lost.

const CASES = 10_000;

const stored = (transcript: Transcript) => parse(serialize(transcript));
const three = talk.chain((base) =>
  fc.tuple(fc.constant(base), edited(base).map(stored), edited(base).map(stored)),
);

const bag = (transcript: Transcript) => {
  const counts = new Map<string, number>();
  for (const { body } of transcript.segments)
    for (const { text } of words(body)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
};

let conflicts = 0;
const laws: Record<string, (base: Transcript, ours: Transcript, theirs: Transcript) => boolean> = {
  identity: (base, ours) =>
    [merge(base, base, ours), merge(base, ours, base), merge(base, ours, ours)].every(
      (result) => result.ok && serialize(result.transcript) === serialize(ours),
    ),
  symmetry: (base, ours, theirs) => {
    const [one, other] = [merge(base, ours, theirs), merge(base, theirs, ours)];
    return one.ok === other.ok && serialize(one.transcript) === serialize(other.transcript);
  },
  "reads back": (base, ours, theirs) => {
    const { transcript } = merge(base, ours, theirs);
    return serialize(parse(serialize(transcript))) === serialize(transcript);
  },
  "no word lost": (base, ours, theirs) => {
    const result = merge(base, ours, theirs);
    if (!result.ok) {
      conflicts += 1;
      return result.conflicts.length > 0;
    }
    const [b, o, t, m] = [bag(base), bag(ours), bag(theirs), bag(result.transcript)];
    // Words that neither side removed must stay.
    return [...b.keys()].every((word) => {
      const at = (counts: Map<string, number>) => counts.get(word) ?? 0;
      return at(m) >= at(b) + Math.min(0, at(o) - at(b)) + Math.min(0, at(t) - at(b));
    });
  },
  "both sides' words are there": (base, ours, theirs) => {
    const marked = (side: Transcript, word: string) =>
      stored({
        ...side,
        segments: side.segments.map((one, i) =>
          i === side.segments.length >> 1 ? { ...one, body: `${one.body} ${word}` } : one,
        ),
      });
    if (ours.segments.length === 0 || theirs.segments.length === 0) return true;
    const result = merge(base, marked(ours, "ours-word"), marked(theirs, "theirs-word"));
    const text = serialize(result.transcript);
    const times = (word: string) => text.split(word).length - 1;
    return result.ok
      ? times("ours-word") === 1 && times("theirs-word") === 1
      : result.conflicts.length > 0 && times("ours-word") <= 1 && times("theirs-word") <= 1;
  },
};

for (const [law, holds] of Object.entries(laws)) {
  const found = fc.check(
    fc.property(three, ([base, ours, theirs]) => holds(base, ours, theirs)),
    { numRuns: CASES },
  );
  if (found.failed) console.log(JSON.stringify(found.counterexample).slice(0, 2000));
  reportFigure({
    what: `three-way merge: ${law}`,
    figure: found.failed ? `broken after ${found.numRuns} cases` : `holds in ${found.numRuns} cases`,
    bar: `${CASES} cases`,
    against: "random edits with fast-check",
    reached: !found.failed,
  });
}
console.log(`${conflicts} cases of the fourth law ended in a conflict`);
