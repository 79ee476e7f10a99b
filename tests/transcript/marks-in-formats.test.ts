import { describe, expect, test } from "vitest";
import { excerpt } from "../../server/doors/search/excerpt";
import { passagesOf } from "../../server/doors/search/passages-of";
import { tokenise } from "../../server/doors/search/tokenise";
import {
  paragraphsOf,
  parse,
  timeline,
  toHtml,
  toJson,
  toSrt,
  toText,
  toTtml,
  toVtt,
} from "../../transcript";

// The table of docs/formats.md, mark by mark and format by format.

const write = (body: string) => {
  const transcript = parse(body);
  const time = timeline(transcript, { duration: 60 });
  return {
    txt: toText(transcript),
    vtt: toVtt(transcript, time),
    srt: toSrt(transcript, time),
    json: JSON.stringify(toJson(transcript, time)),
    words: JSON.stringify(toJson(transcript, time, { words: true })),
    html: toHtml(transcript, time, { title: "A", language: "en" }),
    ttml: toTtml(transcript, time, { title: "A", language: "en", licence: "CC0", origin: "By a person" }),
    // What .docx and PDF are written of; tests/server/captions reads them back.
    document: JSON.stringify(paragraphsOf(transcript, time)),
  };
};

const said = "**Ann:** \\[00:04\\] We're pretty much ";

describe("a place that could not be heard", () => {
  for (const [kind, source] of [
    ["[unintelligible]", "\\[unintelligible 00:00:05.00\\]"],
    ["[unintelligible]", "[inaudible]"],
    ["[crosstalk]", "\\[cross-talk 00:00:05.00\\]"],
  ] as const)
    test(`${source} is said by every format`, () => {
      const { txt, vtt, srt, json, words, html, ttml, document } = write(
        `${said}${source} developers, ${source}.\n`,
      );
      const line = `We're pretty much ${kind} developers, ${kind}.`;
      expect(txt).toBe(`Ann: ${line}\n`);
      expect(vtt.replace(/\n(?=[^\n])/g, " ")).toContain(line);
      expect(srt.replace(/\n(?=[^\n])/g, " ")).toContain(kind);
      expect(srt).toContain("developers");
      expect(JSON.parse(json).segments).toEqual([
        expect.objectContaining({ body: line, unintelligible: true }),
      ]);
      expect(
        JSON.parse(words).segments.filter((each: { unintelligible?: true }) => each.unintelligible),
      ).toHaveLength(2);
      expect(ttml.match(/<span ttm:role="x-unintelligible">.*?<\/span>/g)).toEqual([
        `<span ttm:role="x-unintelligible">${kind}</span>`,
        `<span ttm:role="x-unintelligible">${kind}</span>`,
      ]);
      expect(JSON.parse(document)[0].runs).toEqual([
        { text: "We're pretty much ", isGap: false },
        { text: kind, isGap: true },
        { text: " developers, ", isGap: false },
        { text: kind, isGap: true },
        { text: ".", isGap: false },
      ]);
      expect(html).toContain(`much <mark>${kind}</mark> developers, <mark>${kind}</mark>.`);
    });

  test("is no flag where all was heard", () => {
    expect(write(`${said}developers.\n`).json).not.toContain("unintelligible");
  });
});

test("a sound is said by every format as it stands", () => {
  for (const text of Object.values(write(`${said}\\[laughs\\] developers.\n`)))
    expect(text).toContain("[laughs]");
});

test("a break is said by every format", () => {
  for (const text of Object.values(
    write(`${said}developers.\n\n**Break:** \\[00:10\\]\n\n**Bo:** \\[00:30\\] So.\n`),
  ))
    expect(text).toContain("[Break]");
});

test("in TTML a break has a role of its own", () => {
  expect(write(`${said}developers.\n\n**Break:** \\[00:10\\]\n`).ttml).toMatch(
    /<p begin="00:00:10\.500" end="[\d:.]+" ttm:role="x-marker">\[Break\]<\/p>/,
  );
});

test("a label without words names who says the next paragraph", () => {
  const { html } = write("**Ann:**\n\nHello.\n");
  expect(html).toContain("<cite>Ann:</cite>\n<time>0:00</time>\n<p>Hello.</p>");
});

test("a timestamp is no words in any format", () => {
  const { html, ...others } = write(`${said}developers. \\[00:20\\] So.\n`);
  for (const text of [...Object.values(others), html.replace(/<time>.*?<\/time>/g, "")])
    expect(text).not.toMatch(/\[?00:20\]/);
  expect(html).toContain("<time>0:04</time>\n<p>");
});

test("an excerpt of a search says what could not be heard, and nobody finds it as a word", () => {
  const [passage] = passagesOf(parse(`${said}\\[unintelligible 00:00:05.00\\], developers.\n`), 60);
  const text = passage?.text ?? "";
  expect(passage?.exact).not.toContain("unintelligible");
  const { parts } = excerpt(text, tokenise(text), new Map([[3, new Set([0])]]));
  expect(parts.map((part) => part.text).join("")).toBe("We're pretty much [unintelligible], developers.");
});
