import { expect, test } from "vitest";
import { CONFIDENT, createTimesAligner, readTimes, type TextWord } from "@/align";

const heard = [
  ["Hello", 0.5],
  ["wold", 0.9],
  ["this", 1.4],
  ["is", 1.6],
  ["a", 1.8],
  ["test", 2],
] as const;
const expected = heard.map(([text, start]) => ({ text, start }));

const FORMATS: Record<string, string> = {
  "Whisper, WhisperX and stable-ts": JSON.stringify({
    text: "…",
    segments: [
      {
        start: 0,
        end: 1,
        text: "Hello wold",
        words: heard.slice(0, 2).map(([word, start]) => ({ word: ` ${word}`, start })),
      },
      {
        start: 1,
        end: 3,
        text: "this is a test",
        words: heard.slice(2).map(([word, start]) => ({ word, start, score: 1 })),
      },
    ],
    word_segments: heard.map(([word, start]) => ({ word, start })),
  }),
  Deepgram: JSON.stringify({
    results: {
      channels: [
        {
          alternatives: [
            {
              transcript: "…",
              words: heard.map(([word, start]) => ({ word: "x", punctuated_word: word, start })),
            },
            { words: [{ word: "worse", start: 0 }] },
          ],
        },
      ],
    },
  }),
  AssemblyAI: JSON.stringify({
    audio_duration: 3,
    utterances: null,
    words: heard.map(([text, start]) => ({ text, start: start * 1000, end: 0, confidence: 0.9 })),
  }),
  "the Podcast Namespace": JSON.stringify({
    version: "1.0.0",
    segments: heard.map(([body, startTime]) => ({ speaker: "J", startTime, endTime: startTime + 0.2, body })),
  }),
  "the Montreal Forced Aligner": JSON.stringify({
    start: 0,
    end: 3,
    tiers: {
      words: {
        type: "interval",
        entries: [...heard.map(([text, start]) => [start, start + 0.1, text]), [2.5, 3, ""]],
      },
      phones: { type: "interval", entries: [[0.5, 0.6, "HH"]] },
    },
  }),
  "a TextGrid": `File type = "ooTextFile"
item [1]:
    name = "Jane - words"
${heard.map(([text, start], i) => `    intervals [${i}]:\n        xmin = ${start}\n        xmax = ${start + 0.1}\n        text = "${text}"`).join("\n")}
item [2]:
    name = "Jane - phones"
    intervals [1]:
        xmin = 0.5
        xmax = 0.6
        text = "HH"
`,
};

test.each(Object.entries(FORMATS))("reads the word times of %s", (_, file) => {
  expect(readTimes(file)).toEqual(expected);
});

test.each([
  "",
  "{",
  "null",
  "<html></html>",
  '{"segments":[{"start":0,"text":"a whole sentence"}]}',
  "[".repeat(100_000),
])("finds no times in %.40s", (file) => {
  expect(readTimes(file)).toBeNull();
});

const toWords = (text: string): TextWord[] => text.split(" ").map((word) => ({ text: word, pause: 0 }));
const audio = (async function* () {})();

test("a machine's words time those of a human text", async () => {
  const found = await createTimesAligner(expected)({
    audio,
    words: toWords("Hello world, this is our test."),
  });
  expect(found.starts).toEqual([0.5, null, 1.4, 1.6, null, 2]);
  expect([...found.confidence].map((value) => value >= CONFIDENT)).toEqual([
    false,
    false,
    true,
    true,
    false,
    false,
  ]);
  expect(found.verdict).toBe("aligned");
});

test("times never run backwards, even if the machine's do", async () => {
  const backwards = [
    { text: "two", start: 5 },
    { text: "one", start: 1 },
    { text: "three", start: 7 },
  ];
  const { starts } = await createTimesAligner(backwards)({ audio, words: toWords("two one three") });
  const times = starts.filter((start) => start !== null);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test("the words of another episode are none of this text", async () => {
  const { verdict } = await createTimesAligner(expected)({
    audio,
    words: toWords("quite something else is on air here tonight"),
  });
  expect(verdict).toBe("wrong-audio");
  const silent = await createTimesAligner([])({ audio, words: toWords("something") });
  expect(silent.verdict).toBe("silent");
});
