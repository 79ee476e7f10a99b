import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTimes, type TextWord, type TimedWord } from "@/align";
import { type Command, longestFor, type Ran, runProgram } from "@/server/text/sounds/run-program";

/** A program of the operator's, and its arguments: `{audio}` and `{text}` stand for the two files. */
export type AlignCommand = Command;

export type CommandTimes =
  | { readonly ok: true; readonly words: readonly TimedWord[] }
  /** `command-words` also where it printed no times. */
  | Extract<Ran, { readonly ok: false }>;

interface Running {
  readonly command: AlignCommand;
  /** The audio file. */
  readonly audio: string;
  readonly words: readonly TextWord[];
  /** The audio's length in seconds, if known. */
  readonly duration: number | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks a program of the operator's for the times of words. It is given the audio file and the text, a sentence or less a line,
 * and prints times in any form that `readTimes` reads. It runs as `runProgram` says, in a folder of its own.
 *
 * @throws the signal's reason, if that ends it
 */
export async function timesByCommand(running: Running): Promise<CommandTimes> {
  const { command, audio, words, duration, signal } = running;
  signal?.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), "onrecord-align-"));
  try {
    const text = join(folder, "text.txt");
    await writeFile(text, linesOf(words));
    const ran = await runProgram({
      ...{ command: filledIn(command, { audio, text }), cwd: folder, longest: longestFor(duration), signal },
    });
    if (!ran.ok) return ran;
    const found = readTimes(ran.output.toString("utf8"));
    return found ? { ok: true, words: found } : { ok: false, problem: "command-words", detail: ran.detail };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A line for each sentence. */
const linesOf = (words: readonly TextWord[]) =>
  `${words.map(({ text, pause }) => `${text}${pause === 2 ? "\n" : " "}`).join("")}\n`;

/** The command with the names of the files; at its end where it does not say where they go. */
function filledIn(command: AlignCommand, files: { audio: string; text: string }): AlignCommand {
  const [program, ...args] = command;
  const isSaid = args.some((arg) => arg.includes("{audio}"));
  const filled = args.map((arg) => arg.replaceAll("{audio}", files.audio).replaceAll("{text}", files.text));
  return isSaid ? [program, ...filled] : [program, ...filled, files.audio, files.text];
}
