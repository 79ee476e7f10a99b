import { describe, expect, test } from "vitest";
import { fromJson, tokensText } from "../../transcript";

const read = (json: unknown) =>
  fromJson(json)?.cues.map(({ start, end, speaker, tokens }) => ({
    ...{ start, end, speaker, text: tokensText(tokens) },
    starts: tokens.map((token) => token.start),
  }));

describe("OpenAI's JSON", () => {
  const words = [
    { word: "Hi", start: 0, end: 0.5 },
    { word: "there", start: 0.5, end: 1 },
    { word: "Yes", start: 2, end: 2.5 },
  ];

  test("has its words' times beside its text's punctuation", () => {
    expect(read({ task: "transcribe", language: "english", text: "Hi there. Yes!", words })).toEqual([
      { start: 0, end: 2.5, speaker: null, text: "Hi there. Yes!", starts: [0, 0.5, 2] },
    ]);
    expect(read({ text: "Something else, that is longer.", words })?.[0]?.text).toBe("Hi there Yes");
  });

  test("has segments and, apart from them, words", () => {
    const segments = [
      { id: 0, start: 0, end: 1.5, text: " Hi there." },
      { id: 1, start: 1.5, end: 3, text: " Yes!" },
    ];
    expect(read({ text: "Hi there. Yes!", segments, words })).toEqual([
      { start: 0, end: 1.5, speaker: null, text: "Hi there.", starts: [0, 0.5] },
      { start: 1.5, end: 3, speaker: null, text: "Yes!", starts: [2] },
    ]);
  });
});

test("Rev's JSON by people has the same times under other names", () => {
  const element = (value: string, from: string, to: string) => ({
    ...{ type: "text", value, timestamp: `00:00:0${from}`, end_timestamp: `00:00:0${to}` },
  });
  const file = {
    speakers: [{ id: 0, name: "Ann" }],
    monologues: [
      { speaker: 0, elements: [element("Hi", "0,100", "0,300"), element("there", "0,400", "0,600")] },
    ],
  };
  expect(read(file)).toEqual([
    { start: 0.1, end: 0.6, speaker: "Ann", text: "Hi there", starts: [0.1, 0.4] },
  ]);
});
