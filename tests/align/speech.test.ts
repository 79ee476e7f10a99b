import { describe, expect, test } from "vitest";
import { textWords } from "@/align";
import { isEnglish } from "@/align/speech/is-english";
import { letterToSound } from "@/align/speech/letter-to-sound";
import { sayWord } from "@/align/speech/say-word";
import { parse } from "@/transcript";
import { theEar } from "./ear";

test.each([
  ["Hello,", "hello"],
  ["don’t", "don't"],
  ["2021", "twenty twenty one"],
  ["1900", "nineteen hundred"],
  ["1905", "nineteen oh five"],
  ["2007", "two thousand seven"],
  ["1990s", "nineteen nineties"],
  ["4,300", "four thousand three hundred"],
  ["3.5", "three point five"],
  ["37%", "thirty seven percent"],
  ["21st", "twenty first"],
  ["20th", "twentieth"],
  ["$5", "five dollars"],
  ["$1.5m", "one point five million dollars"],
  ["$3.50", "three dollars fifty"],
  ["007", "zero zero seven"],
  ["changelog.com", "changelog dot com"],
  ["open-source", "open source"],
  ["and/or", "and or"],
  ["C++", "c plus plus"],
  ["C#", "c sharp"],
  ["#1", "number one"],
  ["AT&T", "AT and t"],
  ["e.g.", "e g"],
  ["API", "API"],
  ["K8s", "k eight s"],
  ["—", ""],
  ["999999999999999", "nine ".repeat(15).trim()],
])("%s is said as %s", (written, said) => {
  expect(sayWord(written).join(" ")).toBe(said);
});

describe("the dictionary", () => {
  test.each([
    ["hello", "HH AH L OW"],
    ["zyuganov's", "Z Y UW G AA N AA V Z"],
    ["API", "EY P IY AY"],
    ["APIs", "EY P IY AY Z"],
    ["IT", "AY T IY"],
    ["NASA", "N AE S AH"],
    ["kubernetes", "K UW B ER N EH T IY Z"],
    ["nginx", "EH N JH AH N EH K S"],
    ["codebases", "K OW D B EY S AH Z"],
    ["boxes", "B AA K S AH Z"],
  ])("knows how %s sounds", async (word, sounds) => {
    const { dictionary } = await theEar();
    expect(dictionary.soundsOf(word)[0]?.join(" ")).toBe(sounds);
  });

  test("has several ways to say a word, and none that the model has no phones for", async () => {
    const { dictionary, model } = await theEar();
    expect(dictionary.soundsOf("the").length).toBeGreaterThan(1);
    const { technicalWords } = await import("@/align/speech/technical-words");
    expect(technicalWords.size).toBeGreaterThan(300);
    for (const word of [...technicalWords.keys(), "xyzzyx", "Wörter", "日本語", "'", "mmm"])
      for (const way of dictionary.soundsOf(word)) {
        expect(way.length).toBeGreaterThan(0);
        for (const phone of way) expect(model.definition.names, `in ${word}`).toContain(phone);
      }
  });
});

test.each([
  ["knight", "N AY T"],
  ["phish", "F IH SH"],
  ["blorping", "B L AO R P IH NG"],
  ["grotion", "G R OW SH AH N"],
  ["flake", "F L EY K"],
  ["", "AH"],
])("%s reads by rules as %s", (word, sounds) => {
  expect(letterToSound(word).join(" ")).toBe(sounds);
});

test("rules take no long time, whatever they read", () => {
  expect(letterToSound("a".repeat(1_000_000)).length).toBeLessThanOrEqual(40);
  expect(sayWord("a.".repeat(1_000_000)).length).toBeLessThan(1000);
});

describe("the words of a transcript", () => {
  test("keep what punctuation says of pauses, and find the words of timestamps", () => {
    const { words, anchors } = textWords(
      parse("**Jane:** Well, \\[00:12\\] hello there. Yes\n\n**Joe:** \\[01:00\\] Right — fine\n"),
    );
    expect(words.map(({ text }) => text)).toEqual(["Well", "hello", "there", "Yes", "Right", "fine"]);
    expect(words.map(({ pause }) => pause)).toEqual([1, 0, 2, 2, 2, 2]);
    expect(anchors).toEqual([
      { word: 1, seconds: 12 },
      { word: 4, seconds: 60 },
    ]);
  });
});

const sentences = {
  de: "Das ist ein Test und wir haben heute in der Sendung einen Gast der über das Wetter war und so wie es ist will man es nicht haben",
  nl: "Dit is een test en we hebben vandaag in de uitzending een gast die over het weer was en zo is het ook in de week als we gaan",
  fr: "Nous avons aujourd'hui dans cette émission une personne qui a parlé de la pluie et du beau temps comme il faut le dire en France",
  es: "Hoy tenemos en el programa a una persona que nos va a contar cosas de la ciudad y de la gente que vive en ella desde hace mucho",
};

test.each(Object.entries(sentences))("%s is not English", async (_, text) => {
  const { dictionary } = await theEar();
  const words = text.split(" ").map((word) => ({ text: word, pause: 0 as const }));
  expect(isEnglish(words, dictionary, undefined)).toBe(false);
});

test("English is, but not where the text is said to be in another language", async () => {
  const { dictionary } = await theEar();
  const text =
    "Today on the show we talk with a guest about Kubernetes and what it is like to run that for a year in production";
  const words = text.split(" ").map((word) => ({ text: word, pause: 0 as const }));
  expect(isEnglish(words, dictionary, undefined)).toBe(true);
  expect(isEnglish(words, dictionary, "en-GB")).toBe(true);
  expect(isEnglish(words, dictionary, "de")).toBe(false);
});
