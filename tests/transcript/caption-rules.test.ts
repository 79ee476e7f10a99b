import { expect, test } from "vitest";
import { type FileCue, fromVtt, parse, timeline, tokensText, toVtt } from "../../transcript";
import { corpusFolder, corpusPaths, corpusSkipped, corpusText, corpusTitle } from "../support/corpus";

// The rules of subtitling for captions that are cut here: 1 to 7 seconds, two lines of 42 characters, 20 characters a
// second where the speech allows.

/** What breaks a rule, and why: the share of captions for each. */
function judge(cues: readonly FileCue[], lines: readonly string[][]) {
  const found = { long: 0, short: 0, lines: 0, fast: 0, fastSpeech: 0 };
  cues.forEach(({ start, end, tokens }, i) => {
    const seconds = (end ?? 0) - (start ?? 0);
    const next = cues[i + 1]?.start ?? Number.POSITIVE_INFINITY;
    const characters = Array.from(tokensText(tokens)).length;
    if (seconds > 7.0005) found.long++;
    if (seconds < 0.9995) found.short++;
    if ((lines[i]?.length ?? 0) > 2 || lines[i]?.some((line) => Array.from(line).length > 42)) found.lines++;
    if (characters > seconds * 20 + 0.5) {
      // It stays until the next one begins: the words are said that fast.
      if (next - (end ?? 0) < 0.0005) found.fastSpeech++;
      else found.fast++;
    }
  });
  return found;
}

/** The lines that each cue shows, without tags. */
const linesIn = (vtt: string) =>
  vtt
    .split("\n\n")
    .slice(1)
    .map((block) =>
      block
        .trimEnd()
        .split("\n")
        .slice(2)
        .map((line) => line.replace(/<[^>]*>/g, "").replace(/&(?:amp|lt|gt);/g, "x")),
    );

test.skipIf(corpusSkipped)(corpusTitle("99 of 100 captions keep each rule"), () => {
  const folder = corpusFolder ?? "";
  let all = 0;
  const broken = { long: 0, short: 0, lines: 0, fast: 0, fastSpeech: 0 };
  for (const path of corpusPaths(folder)) {
    if (path.startsWith("news/")) continue;
    const transcript = parse(corpusText(folder, path));
    const vtt = toVtt(transcript, timeline(transcript));
    const { cues } = fromVtt(vtt);
    all += cues.length;
    const found = judge(cues, linesIn(vtt));
    for (const rule of Object.keys(broken) as (keyof typeof broken)[]) broken[rule] += found[rule];
  }
  expect(all).toBeGreaterThan(10_000);
  for (const rule of ["long", "short", "lines", "fast"] as const)
    expect(broken[rule] / all, rule).toBeLessThan(0.01);
  // The rest, told apart: speech of more than 20 characters a second.
  expect(broken.fastSpeech / all).toBeLessThan(0.15);
});
