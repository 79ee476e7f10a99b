import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { installPackage } from "../tools/install-package";
import type { Recording, TrueWord } from "./recording";

/** What aligning a recording takes. */
export interface Took {
  /** Seconds of the processor, user and system, of the process and all that it started. */
  readonly seconds: number;
  readonly output: string;
}

/** Runs a program and says how much of the processor it took. */
export async function runAndTime(
  program: string,
  args: readonly string[],
  cwd = process.cwd(),
): Promise<Took> {
  const script = `TIMEFORMAT='took %U %S'; time "$@"`;
  const { stdout, stderr } = await promisify(execFile)("bash", ["-c", script, "bash", program, ...args], {
    cwd,
    maxBuffer: 1 << 28,
  });
  const [, user, system] = /took ([\d.]+) ([\d.]+)\s*$/.exec(stderr) ?? [];
  return { seconds: Number(user) + Number(system), output: stdout };
}

/** Aligns a recording that comes so many times one after the other. An MP3 can be put together of copies. */
export async function alignRepeated(recording: Recording, times: number) {
  if (!("path" in recording.audio)) throw new Error("Only a file can be repeated.");
  const folder = await mkdtemp(join(tmpdir(), "onrecord-align-speed-"));
  try {
    const bytes = await readFile(recording.audio.path);
    await writeFile(join(folder, "audio.mp3"), Buffer.concat(new Array<Buffer>(times).fill(bytes)));
    // How long a copy is, with what the encoder has put around it, is known once all of them were heard.
    const wordsOf = (duration: number): TrueWord[] =>
      Array.from({ length: times }, (_, i) =>
        recording.words.map((word) => ({
          ...word,
          seg: word.seg + 10_000 * i,
          start: word.start === null ? null : word.start + i * duration,
        })),
      ).flat();
    await writeFile(join(folder, "words.json"), JSON.stringify(wordsOf(0)));
    const script = join(import.meta.dirname, "align-and-tell.ts");
    const args = ["--import", "tsx", script, join(folder, "audio.mp3"), join(folder, "words.json")];
    const { seconds, output } = await runAndTime(process.execPath, args);
    const told = JSON.parse(output) as { starts: (number | null)[]; duration: number; memory: number };
    return { ...told, seconds, words: wordsOf(told.duration / times) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const ECHOGARDEN = "3.4.0";

/** Aligns a recording by echogarden (synthesis by eSpeak and dynamic time warping), which is installed for it. */
export async function alignByEchogarden(recording: Recording): Promise<Took> {
  if (!("path" in recording.audio)) throw new Error("Only a file can be aligned.");
  await using installed = await installPackage("echogarden", ECHOGARDEN);
  const folder = join(installed.folder, "../..");
  await writeFile(join(folder, "text.txt"), recording.words.map(({ text }) => text).join(" "));
  const program = join(installed.folder, "dist/cli/CLILauncher.js");
  const args = [program, "align", recording.audio.path, "text.txt", "out.json", "--language=en"];
  return runAndTime(process.execPath, args, folder);
}
