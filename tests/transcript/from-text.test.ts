import { expect, test } from "vitest";
import { fromText, plainTokens, type RawToken } from "../../transcript";
import { nameSpeakers } from "../../transcript/name-speakers";

// How much work is done for lines that are as long as a file. Looks at words are counted: time would tell of the machine.

/** Kinds of lines, each made of a piece that is written again and again. */
const PIECES: Readonly<Record<string, string>> = {
  words: "x ",
  names: "Ann: ",
  arrows: ">> a ",
  "arrows with names": ">> ANN: hi ",
  "arrows alone": ">> ",
  dashes: "- a ",
  "moments in brackets": "[0:00] ",
  moments: "0:00 ",
  "numbered speakers": "SPEAKER_00: hi ",
  "open brackets": "[Ann (",
  "dashes on lines": "- a\n- b\n",
  "names on lines": "Ann: hi\n",
};

/** How often the text of a word is looked at while the speakers of a cue are named. */
function looks(text: string): number {
  let count = 0;
  const tokens = plainTokens(text).map((token): RawToken => {
    const { text: said } = token;
    return Object.defineProperty({ ...token }, "text", {
      enumerable: true,
      get: () => {
        count++;
        return said;
      },
    });
  });
  nameSpeakers([{ start: 0, end: null, line: 1, tokens }]);
  return count / Math.max(1, tokens.length);
}

test.each(Object.entries(PIECES))(
  "a line of %s takes as much work for each word as a short one",
  (_, piece) => {
    const few = looks(piece.repeat(200));
    const many = looks(piece.repeat(3200));
    expect(many).toBeLessThan(few * 1.2 + 1);
    expect(many).toBeLessThan(10);
  },
);

test.each(Object.entries(PIECES))("a megabyte of %s in one file is read whole", (_, piece) => {
  const text = piece.repeat(Math.floor(1_000_000 / piece.length));
  const { cues, problems } = fromText(text);
  expect(problems).toEqual([]);
  const kept = cues.reduce((sum, { tokens }) => sum + tokens.length, 0);
  expect(kept).toBeLessThanOrEqual(text.length);
  if (!/>|:|-/.test(piece)) expect(kept).toBe(plainTokens(text).length);
});
