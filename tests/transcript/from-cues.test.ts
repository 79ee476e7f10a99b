import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cuesToTranscript,
  type FileCue,
  fromSrt,
  fromVtt,
  marks,
  parse,
  plainText,
  plainTokens,
  serialize,
  timeline,
  toSrt,
  toVtt,
  turns,
  words,
} from "../../transcript";

interface Cue {
  readonly start: number | null;
  readonly end: number | null;
  readonly speaker: string | null;
  readonly text: string;
}

/** A cue whose words have no times of their own. */
const fileCue = ({ text, ...cue }: Cue): FileCue => ({
  ...{ ...cue, isTurn: false, isWords: false, line: null },
  tokens: plainTokens(text),
});
const textOf = (cues: readonly Cue[]) => cuesToTranscript(cues.map(fileCue)).text;

const said = (text: string) => words(text).map((word) => word.text);

/** Consecutive cues of three people and of nobody, with text that looks like any syntax. */
const someText = fc.oneof(
  fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,8}[.?]?$/),
  fc.constantFrom(
    "**Bob:** hi",
    "# heading",
    "- a list",
    "1. first",
    "a*b*c",
    "[laughs]",
    "<b>x</b>",
    "see _this_",
    "a & b",
    "> quoted",
    "C:\\dir",
    "`code`",
    "Break: now",
  ),
);
const someCues = fc
  .array(
    fc.record({
      text: someText,
      speaker: fc.constantFrom("Ana", "Ben de Wit", "Cleo: the third", null),
      length: fc.integer({ min: 1, max: 900 }),
      pause: fc.integer({ min: 0, max: 300 }),
    }),
    { maxLength: 40 },
  )
  .map((pieces) => {
    let at = 0;
    return pieces.map(({ text, speaker, length, pause }): Cue => {
      const start = (at + pause) / 10;
      at += pause + length;
      return { start, end: at / 10, speaker, text };
    });
  });

describe("cues as a transcript", () => {
  test("have labels, times at turns and about every minute, and sentences kept whole", () => {
    const cues = Array.from({ length: 30 }, (_, i) => ({
      start: i * 5 + 0.9,
      end: i * 5 + 5,
      speaker: i < 26 ? "Ana" : "Ben",
      text: i % 2 ? `part ${i} ends.` : `Sentence ${i} begins`,
    }));
    const text = textOf(cues);
    expect(text.match(/^(?:\*\*\w+:\*\* )?\\\[\d\d:\d\d\\\]/gm)).toEqual([
      "**Ana:** \\[00:00\\]",
      "\\[01:00\\]",
      "\\[02:00\\]",
      "**Ben:** \\[02:10\\]",
    ]);
    expect(text).toContain("part 11 ends.\n\n\\[01:00\\] Sentence 12 begins");
  });

  test("quick turns share a time, a place unheard becomes a gap with its moment, hours are written", () => {
    const at = (start: number, speaker: string | null, text: string): Cue => ({
      start,
      end: start + 1,
      speaker,
      text,
    });
    expect(
      textOf([
        at(3600, "Ana", "Yes?"),
        at(3602, "Ben", "[12:30] was [INAUDIBLE] then."),
        at(3604, null, "And so on."),
        at(3640, "Ana", " "),
      ]),
    ).toBe(
      "**Ana:** \\[01:00:00\\] Yes?\n\n**Ben:** (12:30) was \\[unintelligible 01:00:02\\] then. And so on.\n",
    );
    expect(textOf([])).toBe("");
    expect(textOf([at(0, "Ana", " ")])).toBe("");
  });

  test("parse back: the same words in the same turns, whatever they look like", () => {
    fc.assert(
      fc.property(someCues, (cues) => {
        const text = textOf(cues);
        const transcript = parse(text);
        expect(serialize(transcript)).toBe(text);
        const shown = transcript.segments.map(({ body }) => plainText(body)).join(" ");
        expect(shown.replace(/\s+/g, " ").trim()).toBe(
          cues
            .map((cue) => cue.text)
            .join(" ")
            .replace(/\s+/g, " ")
            .trim(),
        );
        // The expected speakers in order; a cue without a name continues the one before.
        const wanted: (string | null)[] = [];
        let speaker: string | null = null;
        for (const cue of cues) {
          speaker = cue.speaker ?? speaker;
          if (wanted.length === 0 || wanted.at(-1) !== speaker) wanted.push(speaker);
        }
        expect(turns(transcript).map((turn) => turn.speaker)).toEqual(wanted);
      }),
    );
  });

  test("keep their times: each timestamp is the second of the cue it stands before", () => {
    fc.assert(
      fc.property(someCues, (cues) => {
        const stamps = parse(textOf(cues)).segments.flatMap(({ body }) =>
          marks(body).flatMap(({ type, seconds }) => (type === "timestamp" ? [seconds] : [])),
        );
        const starts = new Set(cues.map(({ start }) => Math.floor(start ?? 0)));
        for (const stamp of stamps) expect(starts).toContain(stamp);
        expect(stamps).toEqual([...stamps].sort((a, b) => (a ?? 0) - (b ?? 0)));
        // No stretch without a timestamp is longer than the limit for a turn without a full stop.
        const at = [...stamps, cues.at(-1)?.start ?? 0];
        at.forEach((stamp, i) => {
          if (i > 0) expect((stamp ?? 0) - (at[i - 1] ?? 0)).toBeLessThan(2 * 60 + 2 * 120);
        });
      }),
    );
  });

  test("what is written as captions and read again keeps words, speakers and, within two seconds, every time", () => {
    const source = parse(
      "**Ana:** \\[00:00\\] Hello there, and welcome to the show. It is about tides.\n\n**Ben:** \\[00:08\\] And tables. Of course, tables, as nobody reads them any more.\n\n**Ana:** \\[00:20\\] Until the boat is aground, that is. Then everybody does.\n",
    );
    const time = timeline(source, { duration: 30 });
    for (const cues of [fromVtt(toVtt(source, time)).cues, fromSrt(toSrt(source, time)).cues]) {
      const back = parse(cuesToTranscript(cues).text);
      expect(turns(back).map(({ speaker }) => speaker)).toEqual(["Ana", "Ben", "Ana"]);
      expect(said(back.segments.map(({ body }) => body).join(" "))).toEqual(
        said(source.segments.map(({ body }) => body).join(" ")),
      );
      const again = timeline(back, { duration: 30 });
      time.starts.forEach((start, i) => {
        expect(Math.abs((again.starts[i] ?? 0) - start)).toBeLessThan(2);
      });
    }
  });
});
