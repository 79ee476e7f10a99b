import { describe, expect, test } from "vitest";
import { readHtml } from "../../server/text/transcript-files/read-html";
import {
  fromJson,
  fromText,
  fromVtt,
  originNote,
  parse,
  readOriginNote,
  type TextOrigin,
  timeline,
  toHtml,
  toJson,
  tokensText,
  toText,
  toVtt,
} from "../../transcript";

const BY_WHISPER: TextOrigin = { origin: "recogniser", recogniser: 'Whisper <b> & "large" --> v3' };
const BY_PERSON: TextOrigin = { origin: "person", recogniser: null };
const UNKNOWN: TextOrigin = { origin: "unknown", recogniser: null };

const transcript = parse("**Ann:** \\[00:01\\] Hello there.\n\n**Ben:** \\[00:04\\] Good morning.\n");
const time = timeline(transcript, { duration: 10 });

describe("where a text is from", () => {
  test("is one sentence, and read back", () => {
    expect(originNote(BY_WHISPER)).toBe(
      'The first version of this text was made by a recogniser: Whisper <b> & "large" → v3.',
    );
    for (const origin of [BY_WHISPER, BY_PERSON, UNKNOWN])
      expect(readOriginNote(originNote(origin))).toEqual({
        maker: origin.recogniser?.replace("-->", "→") ?? null,
      });
    expect(readOriginNote("The first version of this text was made by hand.")).toBeNull();
  });

  for (const origin of [BY_WHISPER, BY_PERSON, UNKNOWN])
    test(`is said in every format that has a place for it, and is no speech when read again: ${origin.origin}`, () => {
      const vtt = toVtt(transcript, time, { origin });
      const html = toHtml(transcript, time, { title: "A", language: "en", origin });
      const txt = toText(transcript, origin);
      const json = toJson(transcript, time, { origin });
      // Behind the cues: podcast apps take what stands before them for a cue.
      expect(vtt.endsWith(`\n\nNOTE\n${originNote(origin)}\n`)).toBe(true);
      expect(html).toContain("<footer>");
      expect(html).not.toContain("<b>");
      expect(txt.trimEnd().split("\n").at(-1)).toBe(originNote(origin));
      expect(json).toMatchObject({
        origin: origin.origin,
        ...(origin.recogniser ? { recogniser: origin.recogniser } : {}),
      });
      const read = { vtt: fromVtt(vtt), html: readHtml(html), txt: fromText(txt), json: fromJson(json) };
      for (const [format, file] of Object.entries(read)) {
        const said = file?.cues.map(({ tokens }) => tokensText(tokens)).join(" ");
        expect(said, format).toBe("Hello there. Good morning.");
        expect(file?.problems, format).toEqual([]);
        const spelled = format === "json" ? origin.recogniser : origin.recogniser?.replace("-->", "→");
        expect(file?.maker, format).toBe(spelled ?? null);
      }
    });
});
