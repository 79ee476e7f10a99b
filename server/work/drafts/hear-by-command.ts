import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Command, longestFor, runProgram } from "@/server/text/sounds/run-program";
import type { Heard, Hearing } from "./heard";

/**
 * Lets a program of the operator's write down what is said. `{audio}` stands for the audio file, `{hints}` for a file with a
 * name a line, `{language}` for the show's language; without `{audio}`, that is the last argument. It prints a transcript's
 * file of any kind that is read here.
 *
 * @throws the signal's reason, if that ends it
 */
export async function hearByCommand(
  command: Command,
  { audio, hints, language, duration, signal }: Hearing,
): Promise<Heard> {
  const cwd = await mkdtemp(join(tmpdir(), "onrecord-draft-"));
  try {
    const names = join(cwd, "hints.txt");
    await writeFile(names, hints.map((hint) => `${hint}\n`).join(""));
    const ran = await runProgram({
      command: filledIn(command, { audio, hints: names, language }),
      ...{ cwd, longest: longestFor(duration), signal },
    });
    return ran.ok ? { ok: true, bytes: ran.output, type: null } : ran;
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

function filledIn(
  [program, ...args]: Command,
  { audio, hints, language }: { audio: string; hints: string; language: string },
): Command {
  const isSaid = args.some((arg) => arg.includes("{audio}"));
  const filled = args.map((arg) =>
    arg.replaceAll("{audio}", audio).replaceAll("{hints}", hints).replaceAll("{language}", language),
  );
  return isSaid ? [program, ...filled] : [program, ...filled, audio];
}
