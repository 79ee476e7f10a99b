import { setTimeout as sleep } from "node:timers/promises";
import type { Fit, Wording } from "@/align";
import type { SoundFolder } from "@/server/text/sounds/sound-folder";
import { runAside } from "@/server/text/threads/run-aside";

/** Milliseconds, with waiting for a thread: a hint that comes later is of no use. The first one also reads the model. */
const DEADLINE = 5_000;

interface Weighing {
  readonly folder: SoundFolder;
  readonly audioUrl: string;
  /** SHA-256 of the audio that the times of the words are measured from. */
  readonly audio: Uint8Array;
  readonly wordings: readonly Wording[];
}

/**
 * Says how well changes of words fit the sound, in a thread beside the process that answers.
 *
 * @returns one answer for each, null where there is nothing to compare; null where nothing is kept of the sound, or where it
 *   takes too long
 */
export async function weighAside({
  folder,
  audioUrl,
  audio,
  wordings,
}: Weighing): Promise<readonly (Fit | null)[] | null> {
  // It also keeps what is asked about from being cleared away.
  if (wordings.length === 0 || !(await folder.hasCepstra(audioUrl))) return null;
  const input = {
    cepstra: folder.cepstraOf(audioUrl),
    audio: Buffer.from(audio).toString("hex"),
    wordings,
  };
  const told = await Promise.race([
    runAside({
      ...{ file: "server/text/alignment/sound-tasks.ts", table: "SOUND_TASKS", name: "weigh" },
      ...{ input, deadline: DEADLINE },
    }),
    sleep(DEADLINE, null, { ref: false }),
  ]);
  return told?.ok ? (told.result as (Fit | null)[] | null) : null;
}
