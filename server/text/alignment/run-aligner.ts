import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { AnchoredWord, TextWord, TimedWord } from "@/align";
import { foundBesides } from "./found-besides";

/** What the aligner's process is asked to do. */
export type ToAlign =
  | {
      readonly kind: "whole";
      /** The audio file; null if it was heard before. */
      readonly audio: string | null;
      /** Where what is heard is kept: the SHA-256 of the audio, then cepstra of 16 bits. */
      readonly cepstra: string;
      readonly words: readonly TextWord[];
      readonly anchors: readonly AnchoredWord[];
      /** BCP 47. */
      readonly language: string;
      /** Seconds, as others say; only progress depends on it. */
      readonly duration: number | null;
      /** Times that another program has found; null if none was asked. */
      readonly machine: readonly TimedWord[] | null;
    }
  | ({ readonly kind: "pieces" } & PiecesToAlign);

/** Parts of a sound that was heard before. */
export interface PiecesToAlign {
  readonly cepstra: string;
  readonly language: string;
  /** In seconds, with the words that are heard there. */
  readonly pieces: readonly {
    readonly from: number;
    readonly to: number;
    readonly words: readonly TextWord[];
  }[];
}

const starts = z.array(z.number().nullable());
const confidence = z.array(z.number());
const found = foundBesides.extend({
  starts,
  confidence,
  verdict: z.enum(["aligned", "wrong-audio", "other-language", "silent"]),
  duration: z.number(),
});

const piecesFound = z.object({ pieces: z.array(z.object({ starts, confidence })), hash: z.string() });

/** The words of each piece, and the hash of the audio. */
export type PiecesFound = z.infer<typeof piecesFound>;

const told = z.union([
  z.object({ progress: z.number() }),
  z.object({ found, hash: z.string(), bars: z.string().nullable() }),
  piecesFound,
  z.object({ problem: z.string(), detail: z.string().nullable() }),
]);

/** A line that the process tells. */
export type Told = z.infer<typeof told>;

interface Running {
  readonly signal?: AbortSignal | undefined;
  /** Is told how much is done, from 0 to 1. */
  readonly progress?: ((done: number) => void) | undefined;
}

// Seen from the folder in which every command and the site start.
const PROGRAM = join(process.cwd(), "server/text/alignment/align-and-tell.ts");
// The end of a long complaint says what happened.
const MOST_COMPLAINT = 2000;

/**
 * Aligns in a process of its own, which everything else on the machine goes before: it takes a processor for a minute, and
 * some 200 MB that are given back.
 *
 * @throws Error with what the process said, if it ended without an answer; the signal's reason, if that ended it
 */
export async function runAligner(
  asked: ToAlign,
  { signal, progress }: Running = {},
): Promise<Exclude<Told, { progress: unknown }>> {
  signal?.throwIfAborted();
  const child = spawn(process.execPath, ["--import", "tsx", PROGRAM], { stdio: ["pipe", "pipe", "pipe"] });
  const end = () => child.kill("SIGKILL");
  signal?.addEventListener("abort", end, { once: true });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-MOST_COMPLAINT);
  });
  const closed = new Promise<number | null>((done, fail) => {
    child.once("error", fail);
    child.once("close", done);
  });
  // A process that ends before it is asked says why by its end.
  child.stdin.on("error", () => {});
  child.stdin.write(`${JSON.stringify(asked)}\n`);
  try {
    let answer: Exclude<Told, { progress: unknown }> | undefined;
    for await (const line of createInterface({ input: child.stdout })) {
      const said = told.parse(JSON.parse(line));
      if ("progress" in said) progress?.(said.progress);
      else answer = said;
    }
    const code = await closed;
    signal?.throwIfAborted();
    if (!answer) throw new Error(`The aligner ended with ${code ?? "a signal"}. ${complaint}`.trim());
    return answer;
  } finally {
    signal?.removeEventListener("abort", end);
    child.kill("SIGKILL");
  }
}
