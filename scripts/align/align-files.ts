import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import {
  type Alignment,
  type Cepstra,
  CONFIDENT,
  chooseTimes,
  createHmmAligner,
  createTimesAligner,
  FrontEnd,
  type TextWord,
  textWords,
} from "../../align";
import { readEnvironment } from "../../lib/read-environment";
import { alignmentTexts } from "../../lib/texts/en/alignment";
import { AudioProblem } from "../../server/text/alignment/audio-problem";
import { decodeAudio } from "../../server/text/alignment/decode-audio";
import { readEar } from "../../server/text/alignment/read-ear";
import { timesByCommand } from "../../server/text/alignment/times-by-command";
import { parse } from "../../transcript";
import { Refusal } from "../database/with-database";
import { createBar } from "./create-bar";

interface Given {
  readonly audio: string;
  readonly text: string;
  readonly language?: string | undefined;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

// A text of a day of speech is 2 MB.
const MOST_TEXT = 20_000_000;
// Nobody speaks faster for long.
const FASTEST = 6;
// So many times more words than could be said: the sound is a preview, or of something else.
const FAR_TOO_MANY = 10;

/** What is wrong if the sound is not the text's. The command then ends with exit code 2. */
const VERDICTS: Record<Alignment["verdict"], string> = {
  aligned: "",
  "wrong-audio":
    "This is not the sound of this text: hardly any of its words is heard where it would have to be.",
  "other-language": "This text is not English, which is the only language that this aligner knows.",
  silent: "Nobody speaks in this sound.",
};

/**
 * Aligns a text with a sound and prints what was found.
 *
 * @returns the exit code: 0, or 2 if the sound is not the text's
 * @throws Refusal if a file cannot be read or is not what it should be
 */
export async function alignFiles({ audio, text, language, json, signal }: Given): Promise<number> {
  const { words, anchors } = textWords(parse(await readText(text)));
  if (words.length === 0) throw new Refusal(`There are no words in ${text}.`);
  const ear = await readEar();
  const align = createHmmAligner(ear);
  const machine = await askCommand({ audio, words, signal });
  const bar = createBar();
  let found: Alignment;
  try {
    const cepstra = await hear(audio);
    const own = await align({ audio: cepstra, words, anchors, language, signal, progress: bar.show });
    const timed = machine && createTimesAligner(machine);
    const other = await timed?.({ audio: cepstra, words, anchors, duration: own.duration });
    found = other ? chooseTimes(ear, cepstra, { words, own, other }) : own;
  } catch (error) {
    throw error instanceof AudioProblem ? new Refusal(error.message) : error;
  } finally {
    bar.clear();
  }
  if (words.length > FAR_TOO_MANY * FASTEST * found.duration)
    throw new Refusal(
      `The sound is ${found.duration.toFixed(1)} s long: far too short for a text of ${words.length} words.`,
    );
  if (json) console.log(JSON.stringify(toJson(words, found)));
  else printTimes(words, found);
  for (const line of remarks(words, found)) console.error(line);
  return found.verdict === "aligned" ? 0 : 2;
}

/** What the operator's own program says, if there is one; what is wrong with it is said, and the built-in aligner works alone. */
async function askCommand({
  audio,
  words,
  signal,
}: Pick<Given, "audio" | "signal"> & { words: readonly TextWord[] }) {
  const { command } = readEnvironment().align;
  if (!command) return null;
  const told = await timesByCommand({ command, audio: resolve(audio), words, duration: null, signal });
  if (told.ok) return told.words;
  console.error(alignmentTexts.problem(told.problem, told.detail || null));
  return null;
}

async function hear(audio: string): Promise<Cepstra> {
  const frontEnd = new FrontEnd();
  for await (const piece of decodeAudio(audio)) frontEnd.push(piece);
  return frontEnd.cepstra;
}

async function readText(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > MOST_TEXT) throw new Refusal(`${path} is too large for a transcript.`);
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`The text cannot be read: ${(error as Error).message}`);
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function toJson(words: readonly TextWord[], found: Alignment) {
  const span = <S extends { from: number; to: number }>(one: S) => ({
    ...one,
    from: round(one.from),
    to: round(one.to),
  });
  return {
    verdict: found.verdict,
    words: words.map(({ text }, i) => ({
      text,
      start: found.starts[i] === null ? null : round(found.starts[i] ?? 0),
      confidence: round(found.confidence[i] ?? 0),
    })),
    stretches: found.stretches.map(span),
    insertions: found.insertions.map(span),
    wrongAnchors: found.wrongAnchors.map((one) => ({ ...one, heard: round(one.heard) })),
  };
}

function printTimes(words: readonly TextWord[], { starts, confidence }: Alignment): void {
  const lines = words.map(({ text }, i) => {
    const start = starts[i];
    return start === null || start === undefined
      ? `       -     -  ${text}`
      : `${start.toFixed(2).padStart(8)}  ${confidence[i]!.toFixed(2)}  ${text}`;
  });
  console.log(lines.join("\n"));
}

// More words than these at the end that are not heard are no slip of the pen.
const MISSING_END = 20;

function remarks(words: readonly TextWord[], found: Alignment): string[] {
  const { starts, confidence, verdict, insertions, wrongAnchors } = found;
  if (verdict !== "aligned") return [VERDICTS[verdict]];
  const placed = starts.filter((start) => start !== null).length;
  const sure = confidence.filter((value) => value >= CONFIDENT).length;
  const percent = (count: number) => `${((100 * count) / words.length).toFixed(1)} %`;
  const lines = [
    `${words.length} words: ${percent(placed)} are heard, ${percent(sure)} of all have a time that is sure.`,
  ];
  const last = starts.findLastIndex((start) => start !== null);
  if (words.length - 1 - last > MISSING_END)
    lines.push(
      `The last ${words.length - 1 - last} words are not heard: the sound may end before the text does.`,
    );
  for (const { from, to } of insertions)
    lines.push(
      `From ${from.toFixed(1)} to ${to.toFixed(1)} s something is put in that the text does not know.`,
    );
  for (const { word, seconds, heard } of wrongAnchors)
    lines.push(`"${words[word]?.text}" has the time ${seconds} s, but is heard at ${heard.toFixed(1)} s.`);
  return lines;
}
