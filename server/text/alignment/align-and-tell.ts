import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { setPriority } from "node:os";
import {
  type Alignment,
  Cepstra,
  chooseTimes,
  createHmmAligner,
  createTimesAligner,
  FrontEnd,
} from "@/align";
import { Loudness } from "@/server/text/sounds/loudness";
import { AudioProblem } from "./audio-problem";
import { FRAMES_A_SECOND, HASH_BYTES, NUMBERS } from "./cepstra-file";
import { decodeAudio } from "./decode-audio";
import { readEar } from "./read-ear";
import { RATE } from "./resampler";
import type { ToAlign, Told } from "./run-aligner";
import { searchCheckpoint } from "./search-checkpoint";

// The process in which one sound is aligned: it is told what to do in one line of JSON, and tells in lines what it finds.
// Whoever started it may end it at any time, and it ends with whoever started it.

// How the parts of the work share the progress.
const HEARING = 0.3;
/** Pages, the database and everything else come first. */
const LAST = 19;

const tell = (told: Told) => void process.stdout.write(`${JSON.stringify(told)}\n`);

/** Hears an audio file, and keeps what is needed to align it: the file's hash, then its cepstra. */
async function hear({ audio, cepstra: path, duration }: Extract<ToAlign, { kind: "whole" }>) {
  if (audio === null) return { ...(await readKept(path)), bars: null };
  const hash = await hashOf(audio);
  // A process that was ended after it had heard this file: its work is gone on with.
  const before = await readHeard(path, hash);
  if (before) return before;
  const frontEnd = new FrontEnd();
  const loudness = new Loudness();
  let samples = 0;
  for await (const piece of decodeAudio(audio)) {
    frontEnd.push(piece);
    loudness.add(piece, RATE);
    samples += piece.length;
    if (duration) tell({ progress: HEARING * Math.min(1, samples / RATE / duration) });
  }
  const { cepstra } = frontEnd;
  const bars = loudness.bars() ?? null;
  if (bars) await writeWhole(barsOf(path), [hash, bars]);
  await writeWhole(path, inBytes(hash, cepstra));
  return { cepstra, hash: hash.toString("hex"), bars };
}

/** Whole or not at all: a process may end while it writes. */
async function writeWhole(path: string, parts: Iterable<Uint8Array>): Promise<void> {
  await writeFile(`${path}.part`, parts);
  await rename(`${path}.part`, path);
}

function* inBytes(hash: Uint8Array, cepstra: Cepstra): Generator<Uint8Array> {
  yield hash;
  for (const { buffer, byteOffset, byteLength } of cepstra.pack())
    yield new Uint8Array(buffer, byteOffset, byteLength);
}

/** Where the loudness is kept until the sound is aligned. */
const barsOf = (path: string) => `${path}.bars`;

/** Where a search is kept until it ends. */
const searchOf = (path: string) => `${path}.search`;

/** What was heard of this very file before; null if nothing was. */
async function readHeard(path: string, hash: Buffer) {
  const kept = await readKept(path).catch(() => null);
  if (kept?.hash !== hash.toString("hex")) return null;
  const bytes = await readFile(barsOf(path)).catch(() => null);
  const isSame = bytes?.subarray(0, HASH_BYTES).equals(hash) ?? false;
  return { ...kept, bars: bytes && isSame ? new Uint8Array(bytes.subarray(HASH_BYTES)) : null };
}

async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(path)) hash.update(bytes);
  return hash.digest();
}

async function readKept(path: string): Promise<{ cepstra: Cepstra; hash: string }> {
  const bytes = await readFile(path);
  const packed = new Int16Array(
    bytes.buffer,
    bytes.byteOffset + HASH_BYTES,
    (bytes.length - HASH_BYTES) >> 1,
  );
  return { cepstra: Cepstra.from(packed), hash: bytes.toString("hex", 0, HASH_BYTES) };
}

async function alignWhole(asked: Extract<ToAlign, { kind: "whole" }>): Promise<void> {
  const { words, anchors, language, machine } = asked;
  const { cepstra, hash, bars } = await hear(asked);
  const ear = await readEar();
  const align = createHmmAligner(ear);
  const progress = (done: number) => tell({ progress: HEARING + (1 - HEARING) * done });
  const searched = searchOf(asked.cepstra);
  const checkpoint = searchCheckpoint(searched, { hash, words, language });
  const own = await align({ audio: cepstra, words, anchors, language, progress, checkpoint });
  const timed = machine && createTimesAligner(machine);
  const other = await timed?.({ audio: cepstra, words, anchors, duration: own.duration });
  const found = other ? chooseTimes(ear, cepstra, { words, own, other }) : own;
  tell({ found: plain(found), hash, bars: bars && Buffer.from(bars).toString("base64") });
  for (const path of [barsOf(asked.cepstra), searched]) await rm(path, { force: true });
}

/** Aligns parts of a sound that has been heard before. */
async function alignPieces({ cepstra: path, pieces, language }: Extract<ToAlign, { kind: "pieces" }>) {
  const { cepstra, hash } = await readKept(path);
  const align = createHmmAligner(await readEar());
  const found: Extract<Told, { pieces: unknown }>["pieces"][number][] = [];
  for (const { from, to, words } of pieces) {
    const first = Math.max(0, Math.floor(from * FRAMES_A_SECOND));
    const last = Math.min(cepstra.length, Math.ceil(to * FRAMES_A_SECOND));
    const packed = new Int16Array(Math.max(0, last - first) * NUMBERS);
    cepstra.read(first, last, packed);
    const { starts, confidence } = await align({ audio: Cepstra.from(packed), words, language });
    found.push({
      starts: starts.map((start) => (start === null ? null : start + first / FRAMES_A_SECOND)),
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
