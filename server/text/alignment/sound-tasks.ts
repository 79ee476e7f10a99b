import { type FileHandle, open } from "node:fs/promises";
import { Cepstra, createHmmAligner, type Ear, type Fit, type Wording, weighWords } from "@/align";
import { FRAME_BYTES, FRAMES_A_SECOND, HASH_BYTES } from "./cepstra-file";
import { readEar } from "./read-ear";
import type { PiecesFound, PiecesToAlign } from "./run-aligner";

// What is asked of a sound in a thread that stays a while, so that the model is not read each time: see `weighAside` and
// `alignPieces`. Of a file, only the parts that are asked about are read.

interface ToWeigh {
  /** The file of cepstra. */
  readonly cepstra: string;
  /** SHA-256 of the audio, in hexadecimal. */
  readonly audio: string;
  readonly wordings: readonly Wording[];
}

// The mean of the sound that features are measured against is taken over so many seconds each way.
const AROUND_SECONDS = 3.5;

let ear: Promise<Ear> | undefined;
const theEar = () => (ear ??= readEar());

export const SOUND_TASKS = {
  /** Weighs each wording; null where nothing is kept of this audio. */
  weigh: async ({ cepstra, audio, wordings }: ToWeigh): Promise<(Fit | null)[] | null> => {
    await using file = await openCepstra(cepstra);
    // Of another file at the same address.
    if (file?.hash !== audio) return null;
    const heard = await theEar();
    const fits: (Fit | null)[] = [];
    for (const wording of wordings) {
      const { beside } = wording;
      const { began, part } = await file.read(
        Math.min(wording.from, beside?.from ?? wording.from) - AROUND_SECONDS,
        Math.max(wording.to, beside?.to ?? wording.to) + AROUND_SECONDS,
      );
      const moved = <S extends { from: number; to: number }>(span: S): S => ({
        ...span,
        from: span.from - began,
        to: span.to - began,
      });
      fits.push(weighWords(heard, part, { ...moved(wording), beside: beside && moved(beside) }));
    }
    return fits;
  },

  /** Aligns parts of a sound; null where nothing is kept of it. */
  pieces: async ({ cepstra, pieces, language }: PiecesToAlign): Promise<PiecesFound | null> => {
    await using file = await openCepstra(cepstra);
    if (!file) return null;
    const align = createHmmAligner(await theEar());
    const found: PiecesFound["pieces"][number][] = [];
    for (const { from, to, words } of pieces) {
      const { began, part } = await file.read(from, to);
      const { starts, confidence } = await align({ audio: part, words, language });
      found.push({
        starts: starts.map((start) => (start === null ? null : start + began)),
        confidence: [...confidence],
      });
    }
    return { pieces: found, hash: file.hash };
  },
} as const;

/** Opens what is kept of a sound; null where nothing is. */
async function openCepstra(path: string) {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (!file) return null;
  const hash = Buffer.alloc(HASH_BYTES);
  await file.read(hash, 0, HASH_BYTES, 0);
  return {
    hash: hash.toString("hex"),
    read: (from: number, to: number) => readPart(file, from, to),
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/** The frames between two seconds, and the second at which they begin. */
async function readPart(file: FileHandle, from: number, to: number) {
  const first = Math.max(0, Math.floor(from * FRAMES_A_SECOND));
  const last = Math.max(first, Math.ceil(to * FRAMES_A_SECOND));
  const bytes = Buffer.alloc((last - first) * FRAME_BYTES);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, HASH_BYTES + first * FRAME_BYTES);
  const whole = bytesRead - (bytesRead % FRAME_BYTES);
  const frames = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + whole));
  return { began: first / FRAMES_A_SECOND, part: Cepstra.from(frames) };
}
