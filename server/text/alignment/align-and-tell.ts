import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { setPriority } from "node:os";
import { type Alignment, Cepstra, createHmmAligner, FrontEnd } from "@/align";
import { Loudness } from "@/server/text/sounds/loudness";
import { AudioProblem } from "./audio-problem";
import { decodeAudio } from "./decode-audio";
import { readEar } from "./read-ear";
import { RATE } from "./resampler";
import type { ToAlign, Told } from "./run-aligner";

// The process in which one sound is aligned: it is told what to do in one line of JSON, and tells in lines what it finds.
// Whoever started it may end it at any time, and it ends with whoever started it.

const HASH_BYTES = 32;
// How the parts of the work share the progress.
const HEARING = 0.3;
// Frames of cepstra a second, and numbers in each.
const FRAMES = 100;
const NUMBERS = 13;
/** Pages, the database and everything else come first. */
const LAST = 19;

const tell = (told: Told) => void process.stdout.write(`${JSON.stringify(told)}\n`);

/** Hears an audio file, and keeps what is needed to align it: the file's hash, then its cepstra. */
async function hear({ audio, cepstra: path, duration }: Extract<ToAlign, { kind: "whole" }>) {
  if (audio === null) return { ...(await readKept(path)), bars: null };
  const frontEnd = new FrontEnd();
  const loudness = new Loudness();
  let samples = 0;
  for await (const piece of decodeAudio(audio)) {
    frontEnd.push(piece);
    loudness.add(piece, RATE);
    samples += piece.length;
    if (duration) tell({ progress: HEARING * Math.min(1, samples / RATE / duration) });
  }
  const hash = await hashOf(audio);
  const { cepstra } = frontEnd;
  const packed = cepstra.pack();
  // Whole or not at all: a process may end while it writes.
  await writeFile(`${path}.part`, Buffer.concat([hash, Buffer.from(packed.buffer)]));
  await rename(`${path}.part`, path);
  return { cepstra, hash: hash.toString("hex"), bars: loudness.bars() ?? null };
}

async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(path)) hash.update(bytes);
  return hash.digest();
}

async function readKept(path: string): Promise<{ cepstra: Cepstra; hash: string }> {
  const bytes = await readFile(path);
  const packed = new Int16Array(
    bytes.buffer.slice(bytes.byteOffset + HASH_BYTES, bytes.byteOffset + bytes.length),
  );
  return { cepstra: Cepstra.from(packed), hash: bytes.toString("hex", 0, HASH_BYTES) };
}

async function alignWhole(asked: Extract<ToAlign, { kind: "whole" }>): Promise<void> {
  const { words, anchors, language } = asked;
  const { cepstra, hash, bars } = await hear(asked);
  const align = createHmmAligner(await readEar());
  const progress = (done: number) => tell({ progress: HEARING + (1 - HEARING) * done });
  const found = await align({ audio: cepstra, words, anchors, language, progress });
  tell({ found: plain(found), hash, bars: bars && Buffer.from(bars).toString("base64") });
}

/** Aligns parts of a sound that has been heard before. */
async function alignPieces({ cepstra: path, pieces, language }: Extract<ToAlign, { kind: "pieces" }>) {
  const { cepstra, hash } = await readKept(path);
  const align = createHmmAligner(await readEar());
  const found: Extract<Told, { pieces: unknown }>["pieces"][number][] = [];
  for (const { from, to, words } of pieces) {
    const first = Math.max(0, Math.floor(from * FRAMES));
    const last = Math.min(cepstra.length, Math.ceil(to * FRAMES));
    const packed = new Int16Array(Math.max(0, last - first) * NUMBERS);
    cepstra.read(first, last, packed);
    const { starts, confidence } = await align({ audio: Cepstra.from(packed), words, language });
    found.push({
      starts: starts.map((start) => (start === null ? null : start + first / FRAMES)),
      confidence: [...confidence],
    });
  }
  tell({ pieces: found, hash });
}

const plain = (found: Alignment) => ({
  ...found,
  starts: [...found.starts],
  confidence: [...found.confidence],
  stretches: [...found.stretches],
  insertions: [...found.insertions],
  wrongAnchors: [...found.wrongAnchors],
});

try {
  setPriority(LAST);
} catch {
  // Where the system does not allow it, the work is done all the same.
}
process.stdin.setEncoding("utf8");
const asked = await new Promise<ToAlign>((resolve, reject) => {
  let line = "";
  process.stdin.on("data", (chunk) => {
    line += chunk;
    if (line.endsWith("\n")) resolve(JSON.parse(line));
  });
  // Its end means that whoever started this process has ended.
  process.stdin.on("end", () => {
    reject(new Error("Nobody asks."));
    process.exit(1);
  });
});
try {
  await (asked.kind === "whole" ? alignWhole(asked) : alignPieces(asked));
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof AudioProblem) tell({ problem: error.reason, detail: null });
  else if (code === "ENOSPC" || code === "EDQUOT") tell({ problem: "disk-full", detail: message });
  else throw error;
}
// A decoder may leave something behind that would keep the process.
process.stdout.write("", () => process.exit(0));
