import fc from "fast-check";
import { expect, test } from "vitest";
import { nextMoment, paragraphOf, unpackWordStarts } from "../../components/player/word-starts";
import { packWordStarts } from "../../server/text/episodes/pack-word-starts";
import type { WordStarts } from "../../server/text/episodes/time-text";
import { wordAt } from "../../transcript/word-at";

const deltas = fc.array(fc.nat(500), { maxLength: 200 });

/** As the page gets them: packed, sent and unpacked. */
const spoken = (sent: WordStarts) => unpackWordStarts(packWordStarts(sent));

test("the starts are the sums of what was sent, in seconds, and never run backwards", () => {
  const { starts } = spoken({ counts: [3], deltas: [120, 0, 35], ends: [], unsure: [] });
  expect([...starts]).toEqual([1.2, 1.2, 1.55]);
});

test("the word at a moment is the last that has begun", () => {
  fc.assert(
    fc.property(deltas, fc.double({ min: -5, max: 1000, noNaN: true }), (sent, seconds) => {
      const { starts } = spoken({ counts: [sent.length], deltas: sent, ends: [], unsure: [] });
      const expected = [...starts].filter((start) => start <= seconds).length - 1;
      expect(wordAt(starts, seconds)).toBe(expected);
    }),
  );
});

test("each word stands in the paragraph that holds it, also beside paragraphs without words", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4), { minLength: 1, maxLength: 40 }), (counts) => {
      const words = counts.reduce((sum, count) => sum + count, 0);
      const page = spoken({ counts, deltas: Array<number>(words).fill(30), ends: [], unsure: [] });
      const places = counts.flatMap((count, index) => Array<number>(count).fill(index));
      for (const [word, place] of places.entries()) expect(paragraphOf(page, word)?.place).toBe(place);
      expect(paragraphOf(page, -1)).toBeUndefined();
      expect(paragraphOf(page, places.length)).toBeUndefined();
    }),
  );
});

test("the next moment is where a word begins, or ends before the next one does", () => {
  const page = spoken({ counts: [3], deltas: [100, 0, 400], ends: [1, 50], unsure: [] });
  const moments = [0, 1, 1.2, 1.5, 4.9].map((after) => nextMoment(page, after));
  const ends = { second: 1.5 };
  const third = { second: 5, word: 2 };
  // Of two words that start together, the second is lit.
  expect(moments).toEqual([{ second: 1, word: 1 }, ends, ends, third, third]);
  expect(nextMoment(page, 5)).toBeUndefined();
});

test("from moment to moment one comes past every word, and to an end", () => {
  fc.assert(
    fc.property(deltas, (sent) => {
      const page = spoken({ counts: [sent.length], deltas: sent, ends: [], unsure: [] });
      const seen: number[] = [];
      for (let moment = nextMoment(page, -1); moment; moment = nextMoment(page, moment.second))
        seen.push(moment.second);
      expect(seen).toEqual([...new Set(page.starts)]);
    }),
  );
});

test("a word that ends before the next begins, as at a break, says when", () => {
  const { ends } = spoken({ counts: [2], deltas: [100, 900], ends: [0, 50], unsure: [] });
  expect([...ends]).toEqual([[0, 1.5]]);
});

test("what was sent is there, also after hours of silence", () => {
  const sent = { counts: [2, 0, 1], deltas: [0, 127, 1_440_000], ends: [1, 128], unsure: [] };
  const { starts, ends, paragraphs } = spoken(sent);
  expect([...starts]).toEqual([0, 1.27, 14_401.27]);
  expect([...ends]).toEqual([[1, 2.55]]);
  expect(paragraphs.map(({ from, to }) => [from, to])).toEqual([
    [0, 2],
    [2, 2],
    [2, 3],
  ]);
});

test("what is no starts of words, or not all of them, is refused", () => {
  const bytes = packWordStarts({ counts: [2, 1], deltas: [10, 20, 30], ends: [1, 5], unsure: [] });
  for (let size = 0; size < bytes.length; size += 1)
    expect(() => unpackWordStarts(bytes.slice(0, size)), `${size} bytes`).toThrow(RangeError);
  for (const text of ["<html>", "<!doctype html><p>Sign in to use this network.</p>", '{"counts":[]}'])
    expect(() => unpackWordStarts(new TextEncoder().encode(text)), text).toThrow(RangeError);
});

test("the words of unsure stretches are known, and no others", () => {
  const { unsure, ends } = spoken({
    counts: [4, 3],
    deltas: Array(7).fill(10),
    ends: [3, 5],
    unsure: [1, 2, 6, 1],
  });
  expect([...unsure]).toEqual([1, 2, 6]);
  expect(ends.get(3)).toBeCloseTo(0.45);
});
