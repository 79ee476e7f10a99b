import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Cepstra, createHmmAligner, FrontEnd, fitWords, type TextWord } from "@/align";
import type { Scorer } from "@/align/acoustic/scorer";
import { findInsertions } from "@/align/judge/insertions";
import { createChain } from "@/align/search/chain";
import { createCoarseSearch } from "@/align/search/coarse";
import { searchFinely } from "@/align/search/fine";
import { Paths, WORD } from "@/align/search/paths";
import { cutPieces } from "@/align/search/pieces";
import { roughTimes } from "@/align/search/rough-times";
import { sayWords } from "@/align/search/said-words";
import { createFeatures } from "@/align/sound/features";
import { theEar } from "./ear";
import { randomCepstra } from "./sounds";

const toWords = (text: string): TextWord[] => text.split(" ").map((word) => ({ text: word, pause: 0 }));

/** A scorer for which each frame is one phone and no other. */
async function scorerOf(spoken: readonly string[]) {
  const { model } = await theEar();
  const { definition } = model;
  let phone = 0;
  const plain = definition.codebooks;
  const phones = new Float32Array(definition.names.length);
  const scorer: Scorer = {
    go(frame) {
      phone = definition.numberOf(spoken[Math.min(frame, spoken.length - 1)]!);
      phones.fill(-20);
      phones[phone] = 0;
    },
    senone: (id) => (plain[id] === phone ? 0 : -20),
    scorePhones: () => 0,
    phones,
  };
  return { model, scorer, sound: { length: spoken.length, write() {} } };
}

/** Each phone for so many frames. */
const lasting = (frames: number, ...phones: string[]) =>
  phones.flatMap((phone) => new Array(frames).fill(phone));

async function both(words: string, spoken: readonly string[]) {
  const { model, scorer, sound } = await scorerOf(spoken);
  const said = sayWords(toWords(words), (await theEar()).dictionary, model.definition);
  const coarse = createCoarseSearch(model, scorer, said, sound);
  coarse.advance(coarse.frames);
  const rough = roughTimes(coarse.finish(), said.length);
  const fine = searchFinely(model, scorer, createChain(model, said), { from: 0, to: spoken.length });
  return { rough, fine, said };
}

describe("words are found where their phones are", () => {
  test("one after the other, with pauses between", async () => {
    const spoken = [
      ...lasting(30, "SIL"),
      ...lasting(9, "HH", "AH", "L", "OW"),
      ...lasting(60, "SIL"),
      ...lasting(9, "W", "ER", "L", "D"),
      ...lasting(30, "SIL"),
    ];
    const { rough, fine } = await both("hello world", spoken);
    expect([...fine.start]).toEqual([30, 126]);
    expect([...fine.end]).toEqual([65, 161]);
    expect(fine.complete).toBe(true);
    expect(rough.start[0]).toBeCloseTo(0.3, 1);
    expect(rough.start[1]).toBeCloseTo(1.26, 1);
  });

  test("a word that nobody says is left out, and the others keep their places", async () => {
    const spoken = [
      ...lasting(9, "HH", "AH", "L", "OW"),
      ...lasting(30, "SIL"),
      ...lasting(9, "W", "ER", "L", "D"),
    ];
    const { rough, fine } = await both("hello beautiful world", spoken);
    expect(fine.start[1]).toBe(-1);
    expect([...fine.start].filter((start) => start >= 0)).toEqual([0, 66]);
    expect(rough.start[1]).toBe(-1);
    expect(rough.near[1]).toBeGreaterThan(rough.near[0]!);
    expect(rough.near[1]).toBeLessThan(rough.near[2]!);
  });

  test("speech that the text does not have is passed over", async () => {
    const other = Array.from({ length: 20 }, () => lasting(6, "Z", "OY", "SH", "UH")).flat();
    const spoken = [...lasting(9, "HH", "AH", "L", "OW"), ...other, ...lasting(9, "W", "ER", "L", "D")];
    const { rough, fine } = await both("hello world", spoken);
    expect(fine.start[1]).toBe(36 + other.length);
    expect(rough.start[1]).toBeCloseTo((36 + other.length) / 100, 1);
  });

  test("a passage that is not in the sound is left out as a whole", async () => {
    const passage =
      "and that is when we decided to rewrite the whole scheduler from scratch over one weekend ".repeat(4);
    const { rough } = await both(`hello ${passage}world`, [
      ...lasting(9, "HH", "AH", "L", "OW"),
      ...lasting(20, "SIL"),
      ...lasting(9, "W", "ER", "L", "D"),
    ]);
    expect(rough.start[0]).toBeCloseTo(0, 1);
    expect(rough.start.at(-1)).toBeCloseTo(0.56, 1);
  });

  test("the way a word is said is chosen by the sound", async () => {
    const { fine } = await both("data", lasting(9, "D", "AE", "T", "AH"));
    expect(fine.fit[0]).toBeGreaterThan(-1);
  });
});

test("paths that end nowhere are forgotten, and the others stay as they are", () => {
  const paths = new Paths();
  const ends = Int32Array.from({ length: 3 }, () => -1);
  for (let frame = 0; frame < 1000; frame++)
    ends.forEach((before, i) => {
      ends[i] = paths.add(i === 2 ? ends[0]! : before, WORD, frame % 7, frame);
    });
  const before = [...ends].map((end) => paths.trace(end));
  paths.compact([ends]);
  expect([...ends].map((end) => paths.trace(end))).toEqual(before);
  expect(Math.max(...ends)).toBeLessThan(2001);
});

test("pieces cover the words in order, and frames once at most", async () => {
  const { dictionary, model } = await theEar();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.double({ min: 0.05, max: 9, noNaN: true }), fc.boolean()), {
        minLength: 1,
        maxLength: 200,
      }),
      async (gaps) => {
        const said = sayWords(toWords(gaps.map(() => "word").join(" ")), dictionary, model.definition);
        let at = 0;
        const steps = gaps.flatMap(([gap, isSaid], i) => {
          const start = Math.round((at + gap) / 0.03);
          if (!isSaid) return [];
          at = (start + 5) * 0.03;
          return [{ kind: WORD, word: i + 1, start, end: start + 4 }];
        });
        const times = roughTimes(steps, said.length);
        const pieces = cutPieces(said, times, Math.round(at * 100) + 100);
        let [word, frame] = [0, 0];
        for (const piece of pieces) {
          expect(piece.first).toBe(word);
          expect(piece.from).toBeGreaterThanOrEqual(frame);
          expect(piece.to).toBeGreaterThan(piece.from);
          word = piece.last;
          frame = piece.to;
        }
        if (steps.length > 0) expect(word).toBe(said.length);
      },
    ),
    { numRuns: 50 },
  );
});

describe("whatever the sound and the text", () => {
  test("starts never run backwards, and every word has an answer", async () => {
    const align = createHmmAligner(await theEar());
    for (const seed of [1, 2, 3]) {
      const words = toWords(
        "the cat and that dog of it is for you to have with this and they are not but what".repeat(seed),
      );
      const found = await align({ audio: randomCepstra(300 * seed, seed), words });
      expect(found.starts.length).toBe(words.length);
      expect(found.confidence.length).toBe(words.length);
      const times = found.starts.filter((start) => start !== null);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(found.verdict).not.toBe("aligned");
    }
  });

  test("nothing to hear and nothing to find are no failure", async () => {
    const align = createHmmAligner(await theEar());
    for (const audio of [new Cepstra(), randomCepstra(1, 1), randomCepstra(40, 2)])
      for (const text of ["—", "a", "the cat sat on the mat and that is it"]) {
        const found = await align({ audio, words: toWords(text) });
        expect(found.starts.length).toBe(toWords(text).length);
        // A single short word fits many a noise: that proves nothing, and is no promise.
        if (text !== "a") expect(found.verdict).not.toBe("aligned");
      }
  });

  test("silence is called so", async () => {
    const align = createHmmAligner(await theEar());
    const frontEnd = new FrontEnd();
    frontEnd.push(new Float32Array(16_000 * 20));
    const { verdict, confidence } = await align({
      audio: frontEnd.cepstra,
      words: toWords("the cat and the dog"),
    });
    expect(verdict).toBe("silent");
    expect([...confidence].every((value) => value < 0.95)).toBe(true);
  });

  test("a text in another language is called so, whatever is heard", async () => {
    const align = createHmmAligner(await theEar());
    const found = await align({ audio: randomCepstra(500, 1), words: toWords("the cat"), language: "de" });
    expect(found.verdict).toBe("other-language");
  });

  test("a search that is broken off goes on where it was, and finds the same", async () => {
    const align = createHmmAligner(await theEar());
    const text = "the cat and that dog of it is for you to have with this and they are not but what ";
    const request = { audio: randomCepstra(6000, 7), words: toWords(text.repeat(12)) };
    // The share of the rough search ends at three quarters.
    const roughly = (shares: readonly number[]) => shares.filter((done) => done < 0.75).length;
    const all: number[] = [];
    const whole = await align({ ...request, progress: (done) => void all.push(done) });
    expect(roughly(all)).toBeGreaterThan(1);
    for (const stopAfter of [1, 2, 5]) {
      let kept: unknown;
      let saves = 0;
      const stop = new AbortController();
      const checkpoint = {
        load: () => structuredClone(kept),
        save: (state: unknown) => {
          kept = structuredClone(state);
          if (++saves === stopAfter) stop.abort(new Error("killed"));
        },
      };
      await expect(align({ ...request, checkpoint, signal: stop.signal })).rejects.toThrow("killed");
      const shares: number[] = [];
      const progress = (done: number) => void shares.push(done);
      expect(await align({ ...request, checkpoint: { ...checkpoint, save: () => {} }, progress })).toEqual(
        whole,
      );
      // Noise is searched twice, the second time strictly: what was broken off first is not done again.
      expect(roughly(shares), `after ${stopAfter}`).toBeLessThan(roughly(all));
    }
  });

  test("who stops it gets no answer", async () => {
    const align = createHmmAligner(await theEar());
    const stop = new AbortController();
    stop.abort(new Error("stopped"));
    const words = toWords("the cat and that dog of it is for you");
    await expect(align({ audio: randomCepstra(500, 1), words, signal: stop.signal })).rejects.toThrow(
      "stopped",
    );
  });
});

describe("insertions and wrong anchors", () => {
  // A word a second, and 30 s put in behind word 99.
  const starts = Array.from({ length: 200 }, (_, i) => (i < 100 ? i : i + 30));
  const ends = Float64Array.from(starts, (start) => start + 0.9);
  const common = { starts, ends, duration: 231 };
  const foreign = [{ kind: "foreign" as const, from: 99.9, to: 130 }];

  test("a step that stays is an insertion", () => {
    const anchors = [20, 60, 120, 160].map((word) => ({ word, seconds: word }));
    expect(findInsertions({ ...common, anchors, stretches: foreign })).toEqual({
      insertions: [{ from: 99.9, to: 130, evidence: "anchors" }],
      wrongAnchors: [],
    });
  });

  test("a single outlier is a wrong anchor", () => {
    const anchors = [20, 60, 120, 160].map((word) => ({ word, seconds: word === 60 ? 77 : word }));
    const { insertions, wrongAnchors } = findInsertions({ ...common, anchors, stretches: foreign });
    expect(insertions.length).toBe(1);
    expect(wrongAnchors).toEqual([{ word: 60, seconds: 77, heard: 60 }]);
  });

  test("where the text's times know of it, it is none", () => {
    const anchors = [20, 120, 160].map((word) => ({ word, seconds: starts[word]! }));
    expect(findInsertions({ ...common, anchors, stretches: foreign })).toEqual({
      insertions: [],
      wrongAnchors: [],
    });
  });

  test("without anchors it has to sound like one", () => {
    const found = (stretches: typeof foreign) =>
      findInsertions({ ...common, anchors: [], stretches }).insertions;
    expect(found(foreign)).toEqual([{ from: 99.9, to: 130, evidence: "sound" }]);
    expect(found([])).toEqual([]);
  });
});

describe("the fit check", () => {
  test("has no answer where there is nothing to compare", async () => {
    const ear = await theEar();
    const cepstra = randomCepstra(1000, 1);
    const ask = (words: string[], from: number, to: number) => fitWords(ear, cepstra, { words, from, to });
    expect(ask([], 1, 2)).toBeNull();
    expect(ask(["—"], 1, 2)).toBeNull();
    expect(ask(["hello"], 2, 1)).toBeNull();
    expect(ask(["hello"], 20, 21)).toBeNull();
    expect(ask(["hello"], Number.NaN, 2)).toBeNull();
    expect(ask("far too many words for so short a stretch of sound".split(" "), 1, 1.1)).toBeNull();
    expect(ask(["hello"], 1, 2)?.judgement).toBe("against");
  });
});

test("features of a sound are asked for in its range alone", () => {
  const features = createFeatures(randomCepstra(5, 1));
  const target = new Int16Array(5 * 42);
  features.write(0, 5, target);
  expect(target.some((value) => value !== 0)).toBe(true);
});
