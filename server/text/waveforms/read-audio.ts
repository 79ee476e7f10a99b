import { readFile } from "node:fs/promises";
import type { Database } from "@/server/db";
import { isAudioDue } from "@/server/text/alignment/plan-alignments";
import { type Fetching, fetchAudio } from "@/server/text/sounds/fetch-audio";

/** An audio file's bytes, or why there are none. */
export type ReadAudio =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: string; readonly message: string };

// Four hours at 128 kbit/s are 230 MB: what is larger is not worth its room in memory.
const MOST_BYTES = 256_000_000;

interface Reading extends Fetching {
  /** Whether word times are measured here. */
  readonly aligns: boolean;
  /** Whether texts in other languages than English are, too. */
  readonly anyLanguage?: boolean;
}

/**
 * Reads the audio of an episode. It is fetched as for its alignment, and stays for that if it is still to come: each file
 * is fetched once for both.
 */
export async function readAudio(
  db: Database,
  url: string,
  { aligns, anyLanguage, ...fetching }: Reading,
): Promise<ReadAudio> {
  const fetched = await fetchAudio(db, url, { mostBytes: MOST_BYTES, ...fetching });
  if (!fetched.ok) return fetched;
  const bytes = await readFile(fetched.path);
  if (!aligns || !(await isAudioDue(db, url, anyLanguage))) await fetching.folder.forgetAudio(url);
  return { ok: true, bytes };
}
