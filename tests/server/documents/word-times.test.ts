import fc from "fast-check";
import { expect, test } from "vitest";
import { carryStarts } from "../../../server/text/documents/carry-starts";
import { packStarts, unpackStarts } from "../../../server/text/documents/pack-starts";
import {
  marks,
  parse,
  type Segment,
  sharedEnds,
  type Transcript,
  timeline,
  words,
} from "../../../transcript";
import { Tally } from "../../support/tally";
import { edited, talk } from "../../transcript/arbitrary";

test("starts are kept to the millisecond", () => {
  const starts = fc
    .array(fc.double({ min: 0, max: 20_000, noNaN: true }))
    .map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(starts, (seconds) => {
      const kept = unpackStarts(packStarts(seconds));
      expect(kept).toHaveLength(seconds.length);
      for (const [i, second] of seconds.entries()) expect(kept[i]).toBeCloseTo(second, 2.9);
    }),
  );
});

test("after an edit of the words no word that stayed has another start, and none runs backwards", () => {
  const pairs = talk.chain((before) => fc.tuple(fc.constant(before), edited(before)));
  const tally = new Tally();
  fc.assert(
    fc.property(pairs, ([before, after]) => {
      const starts = unpackStarts(packStarts(timeline(before).starts));
      const carried = carryStarts({ before, after, starts, duration: null });
      for (let i = 1; i < carried.length; i += 1)
        expect(carried[i]).toBeGreaterThanOrEqual(carried[i - 1] ?? 0);
      // The paragraphs that both texts share at the start and end, unless a time next to them changed.
      const { first, last } = sharedEnds(before, after);
      const stamps = (all: typeof before) =>
        all.segments.slice(first, all.segments.length - last).flatMap(({ body }) => marks(body));
      if (stamps(after).length > 0) return;
      tally.add("no moment said anew");
      const spoken = (segments: readonly Segment[]) =>
        segments.reduce((sum, { body }) => sum + words(body).length, 0);
      const ahead = spoken(after.segments.slice(0, first));
      const behind = spoken(after.segments.slice(after.segments.length - last));
      expect(carried.slice(0, ahead)).toEqual(starts.slice(0, ahead));
      expect(carried.slice(carried.length - behind)).toEqual(starts.slice(starts.length - behind));
    }),
  );
  expect(tally.of("no moment said anew")).toBeGreaterThan(20);
});

const TEXT =
  "**Ana:** \\[00:10\\] One two three four.\n\n**Ben:** \\[00:20\\] Five six seven.\n\n**Ana:** \\[00:30\\] Eight nine.\n";

const carry = (text: string) => {
  const [before, after] = [parse(TEXT), parse(text)];
  const { starts } = timeline(before, { duration: 40 });
  const carried = carryStarts({ before, after, starts, duration: 40 });
  const said = after.segments.flatMap(({ body }) => words(body).map((word) => word.text));
  return {
    starts: Array.from(starts),
    carried: Array.from(carried),
    at: (word: string) => carried[said.indexOf(word)],
  };
};

test("where timestamps run backwards, a word that was put in still moves none that stayed", () => {
  const head = [
    "**Ann:** \\[56:25\\] -- data we",
    "**Ann:** \\[37:23\\] data right? science and right? and we right? and so we people",
    "**Bob Li:** \\[49:41\\] science",
    "**Break:** \\[04:19\\] ",
  ];
  const tail = "**Ann:** \\[00:10\\] Python, Indeed. asked Python, right? asked Indeed. we --";
  const [before, after] = [
    [...head, tail],
    [...head, "**Cy:** so so", tail],
  ].map((all) => parse(`${all.join("\n\n")}\n`)) as [Transcript, Transcript];
  const starts = unpackStarts(packStarts(timeline(before).starts));
  const carried = [...carryStarts({ before, after, starts, duration: null })];
  carried.splice(15, 2);
  expect(carried).toEqual([...starts]);
});

test("a word that was put in stands between its neighbours, which stay where they are", () => {
  const { starts, carried, at } = carry(TEXT.replace("two", "two and a half"));
  expect(carried.filter((_, i) => i < 2 || i > 4).map((s) => s.toFixed(3))).toEqual(
    starts.map((s) => s.toFixed(3)),
  );
  expect(at("half")).toBeGreaterThan(at("two") ?? 0);
  expect(at("half")).toBeLessThan(at("three") ?? 0);
});

test("a timestamp that says something new moves the words around it, and no others", () => {
  const { starts, at } = carry(TEXT.replace("00:20", "00:24"));
  expect(at("Five")).toBeGreaterThanOrEqual(24);
  expect(at("One")).toBeCloseTo(starts[0] ?? 0, 2.9);
  expect(at("Eight")).toBeCloseTo(starts[7] ?? 0, 2.9);
});
