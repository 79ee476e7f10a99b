import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { decodeAudio } from "../../../server/text/alignment/decode-audio";

// The operator's program of the test with a real recogniser: PocketSphinx's, handed over by ASR_PROGRAM and ASR_MODEL. It hears the
// first half minute, in pieces that end where it is quiet, and prints JSON as Whisper's programs do.

const RATE = 16_000;
const HEARD_SECONDS = 30;
const FRAME = RATE / 100;

const [audio = ""] = process.argv.slice(2);
const { ASR_PROGRAM = "", ASR_MODEL = "" } = process.env;

const samples = new Float32Array(HEARD_SECONDS * RATE);
let length = 0;
for await (const piece of decodeAudio(audio)) {
  samples.set(piece.subarray(0, samples.length - length), length);
  length += Math.min(piece.length, samples.length - length);
  if (length === samples.length) break;
}

/** How loud a hundredth of a second is. */
const loud = (frame: number) =>
  samples.subarray(frame * FRAME, (frame + 1) * FRAME).reduce((sum, sample) => sum + sample * sample, 0);
const frames = Math.floor(length / FRAME);
const pieces: { from: number; to: number }[] = [];
for (let from = 0; from < frames; ) {
  // After five seconds, at the quietest place of the next five.
  let to = Math.min(frames, from + 500);
  for (let frame = to; frame < Math.min(frames, from + 1000); frame++) if (loud(frame) < loud(to)) to = frame;
  if (frames - to < 200) to = frames;
  pieces.push({ from, to });
  from = to;
}
for (const { from, to } of pieces) {
  const raw = Int16Array.from(samples.subarray(from * FRAME, to * FRAME), (sample) =>
    Math.max(-32_768, Math.min(32_767, Math.round(32_767 * sample))),
  );
  writeFileSync(`${from}.raw`, raw);
}
writeFileSync("all.ctl", `${pieces.map(({ from }) => from).join("\n")}\n`);
execFileSync(
  ASR_PROGRAM,
  [
    ...["-hmm", `${ASR_MODEL}/en-us`, "-lm", `${ASR_MODEL}/en-us.lm.bin`],
    ...["-dict", `${ASR_MODEL}/cmudict-en-us.dict`, "-logfn", "/dev/null"],
    ...["-adcin", "yes", "-cepdir", ".", "-cepext", ".raw", "-ctl", "all.ctl", "-ctm", "all.ctm"],
    ...["-remove_silence", "no"],
  ],
  { stdio: ["ignore", "ignore", "inherit"] },
);

const words = new Map(pieces.map(({ from }) => [from, [] as object[]]));
for (const line of readFileSync("all.ctm", "utf8").split("\n")) {
  // The piece, a channel, when it begins there, how long it is, the word, how sure it is.
  const [piece = "", , start, long, word = "", sure] = line.split(/\s+/);
  if (!word || /^[<[+]/.test(word)) continue;
  const from = Number(piece) / 100 + Number(start);
  words.get(Number(piece))?.push({
    word: word.replace(/\(\d+\)$/, ""),
    start: from,
    end: from + Number(long),
    probability: Math.min(1, Math.max(0, Number(sure))),
  });
}
const segments = pieces.map(({ from, to }) => ({
  start: from / 100,
  end: to / 100,
  words: words.get(from),
}));
process.stdout.write(JSON.stringify({ recogniser: "PocketSphinx", segments }));
