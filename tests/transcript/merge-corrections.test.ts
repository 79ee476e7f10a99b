import { describe, expect, it } from "vitest";
import { marks, merge, parse, serialize } from "../../transcript";
import {
  corpusFolder,
  corpusMissing,
  corpusSkipped,
  corpusText,
  corpusTitle,
  sharedRows,
} from "../support/corpus";

interface Correction {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The corrections whose paragraph occurs in its current transcript exactly once, by path: they can be undone
 * and made again.
 */
function standing(): Map<string, { text: string; corrections: Correction[] }> {
  if (!corpusFolder) throw new Error(corpusMissing);
  const found = new Map<string, { text: string; corrections: Correction[] }>();
  for (const correction of sharedRows<Correction>("corpus/corrections.jsonl")) {
    const { path, after, before } = correction;
    const file = found.get(path) ?? { text: corpusText(corpusFolder, path), corrections: [] };
    if (file.text.split(after).length === 2 && !file.text.includes(before)) file.corrections.push(correction);
    found.set(path, file);
  }
  return new Map([...found].filter(([, { corrections }]) => corrections.length > 1));
}

const gapsOf = (text: string) => marks(text).filter(({ type }) => type === "gap");

/** The paragraph with its gap filled with another word; null if the correction did not fill its only gap. */
function filledOtherwise({ before, after }: Correction): string | null {
  const [gap, ...more] = gapsOf(before);
  return gap && more.length === 0 && gapsOf(after).length === 0
    ? `${before.slice(0, gap.start)}otherwise${before.slice(gap.end)}`
    : null;
}

const undo = (text: string, all: readonly Correction[]) =>
  all.reduce((left, { before, after }) => left.replace(after, () => before), text);

describe.skipIf(corpusSkipped)("real corrections of one transcript", () => {
  it(
    corpusTitle("made on both sides of an old revision merge into the text that came of all of them"),
    () => {
      let merges = 0;
      for (const [path, { text, corrections }] of standing()) {
        const read = (source: string) => parse(source, { newsletter: path.startsWith("news/") });
        const base = read(undo(text, corrections));
        const ways = [
          // Two ways to split them: the first half, and every other one.
          corrections.map((_, i) => i < corrections.length / 2),
          corrections.map((_, i) => i % 2 === 0),
          ...corrections.map((_, one) => corrections.map((_, i) => i === one)),
        ];
        for (const way of ways) {
          const without = (side: boolean) => corrections.filter((_, i) => way[i] === side);
          const [ours, theirs] = [read(undo(text, without(false))), read(undo(text, without(true)))];
          for (const merged of [merge(base, ours, theirs), merge(base, theirs, ours)]) {
            expect(merged.ok, path).toBe(true);
            expect(serialize(merged.transcript) === text, path).toBe(true);
            merges += 1;
          }
        }
      }
      expect(merges).toBeGreaterThan(300);
    },
  );

  it(corpusTitle("of the same words in two ways are a conflict that shows both"), () => {
    let conflicts = 0;
    for (const [path, { text, corrections }] of standing()) {
      const read = (source: string) => parse(source, { newsletter: path.startsWith("news/") });
      for (const one of corrections) {
        const other = filledOtherwise(one);
        if (other === null) continue;
        const base = undo(text, [one]);
        const result = merge(read(base), read(text), read(base.replace(one.before, () => other)));
        expect(result.ok, path).toBe(false);
        if (!result.ok) expect(result.conflicts[0]?.theirs).toContain("otherwise");
        conflicts += 1;
      }
    }
    expect(conflicts).toBeGreaterThan(50);
  });
});
