import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { program } from "../../support/programs";

const COMMAND = join(import.meta.dirname, "../../../scripts/align.ts");

const folder = mkdtempSync(join(tmpdir(), "onrecord-align-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** Runs `npm run align -- …` without npm. */
function run(...args: string[]): Promise<{ code: number | null; out: string; error: string }> {
  const child = spawn(process.execPath, [...program(COMMAND), ...args]);
  let [out, error] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    error += chunk;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, error })));
}

const AUDIO = "public/demo/figures-of-speech-2.mp3";
const truth = JSON.parse(readFileSync("tests/fixtures/demo-word-starts-2.json", "utf8")) as {
  words: { word: string; start: number }[];
};
const TEXT = "prisma/demo/figures/figures-of-speech-2.md";

test("aligns two files without a site", async () => {
  const { code, out } = await run("--audio", AUDIO, "--text", TEXT, "--json");
  const found = JSON.parse(out);
  expect(Object.keys(found)).toEqual(["verdict", "words", "stretches", "insertions", "wrongAnchors"]);
  expect(found.verdict).toBe("aligned");
  expect(code).toBe(0);
  expect(Object.keys(found.words[0])).toEqual(["text", "start", "confidence"]);
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const starts = new Map(truth.words.map(({ word, start }, i) => [`${i} ${letters(word)}`, start]));
  const right = found.words.filter(({ text, start }: { text: string; start: number | null }, i: number) => {
    const expected = starts.get(`${i} ${letters(text)}`);
    return expected !== undefined && start !== null && Math.abs(start - expected) < 0.1;
  });
  expect(right.length).toBeGreaterThan(0.9 * found.words.length);
});

test("prints a word a line, and remarks apart from it", async () => {
  const text = file("plain.txt", truth.words.map(({ word }) => word).join(" "));
  const { code, out, error } = await run("--audio", AUDIO, "--text", text);
  expect(code).toBe(0);
  expect(out.trim().split("\n").length).toBeGreaterThan(100);
  expect(out).toMatch(/^ +\d+\.\d\d {2}\d\.\d\d {2}\S+$/m);
  expect(error).toMatch(/^\d+ words: .* % are heard/);
});

test("says how well words fit", async () => {
  const at = truth.words.findIndex(({ word }) => word === "literate,");
  const [from, to] = [truth.words[at - 2]!.start, truth.words[at + 1]!.start - 0.1];
  const spans = (words: string) => ["--fit", words, "--from", `${from}`, "--to", `${to}`];
  const { code, out } = await run(
    "--audio",
    AUDIO,
    ...spans("data literate"),
    ...spans("purple weather"),
    "--json",
  );
  expect(code).toBe(0);
  const { fits } = JSON.parse(out);
  expect(fits.map(({ text }: { text: string }) => text)).toEqual(["data literate", "purple weather"]);
  expect(fits[0].score).toBeGreaterThan(fits[1].score);
});

describe("what cannot be aligned is named, with an exit code", () => {
  const words = "the cat and that dog of it is for you to have with this and they are not but what ";
  const text = file("text.md", words.repeat(5));
  const tone = Buffer.alloc(44 + 2 * 16_000 * 10);
  Buffer.from(
    "524946460000000057415645666d74201000000001000100803e0000007d0000020010006461746100000000",
    "hex",
  ).copy(tone);
  const silent = file("silent.wav", tone);

  test.each<[string, string[], number, RegExp]>([
    [
      "a page",
      ["--audio", file("page.mp3", "<html>Not found</html>"), "--text", text],
      1,
      /not audio but text/,
    ],
    ["no such file", ["--audio", "gone.mp3", "--text", text], 1, /cannot be read/],
    ["no such text", ["--audio", silent, "--text", "gone.md"], 1, /text cannot be read/],
    ["no text", ["--audio", silent], 1, /Which file is the text/],
    ["no words", ["--audio", silent, "--text", file("empty.md", "\n\n")], 1, /no words/],
    ["silence", ["--audio", silent, "--text", text], 2, /Nobody speaks/],
    [
      "an hour's text for ten seconds",
      ["--audio", silent, "--text", file("long.md", words.repeat(500))],
      1,
      /far too short/,
    ],
    ["another language", ["--audio", silent, "--text", text, "--language", "de"], 2, /not English/],
    ["a fit without a place", ["--audio", silent, "--fit", "hello"], 1, /needs a --from/],
    [
      "a fit behind the end",
      ["--audio", silent, "--fit", "hello", "--from", "90", "--to", "91"],
      1,
      /10\.0 s long/,
    ],
    ["an unknown option", ["--sound", silent], 1, /Unknown option/],
  ])("%s", async (_, args, code, message) => {
    const result = await run(...args);
    expect(result.error).toMatch(message);
    expect(result.code).toBe(code);
    expect(result.error).not.toMatch(/ {4}at /);
  });
});
