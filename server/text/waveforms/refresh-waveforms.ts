import type { Database } from "@/server/db";
import { measureAudio } from "./measure-audio";
import type { ReadAudio } from "./read-audio";

interface Asked {
  readonly audio_url: string;
  readonly audio_bytes: bigint | null;
  /** When it was tried before this. */
  readonly tried_before: Date | null;
}

interface Options {
  readonly signal?: AbortSignal;
  /** How an audio file is read. */
  readonly read: (url: string) => Promise<ReadAudio>;
  /** This one alone. */
  readonly audioUrl?: string | undefined;
}

/**
 * Measures the waveforms that were asked for, those of the demonstration, and those whose feed has given their file
 * another length since. What failed is tried again after a day. One after the other; any number of processes may do
 * this side by side. Where the signal ends it, the one at hand is left as it was.
 *
 * @returns how many were tried
 */
export async function refreshWaveforms(db: Database, { signal, read, audioUrl }: Options): Promise<number> {
  await db.$executeRaw`
    INSERT INTO waveforms (audio_url)
    SELECT DISTINCT audio_url FROM episodes WHERE audio_url LIKE '/demo/%'
    ON CONFLICT DO NOTHING`;
  for (let tried = 0; ; tried += 1) {
    if (signal?.aborted) return tried;
    const asked = await claim(db, audioUrl);
    if (!asked) return tried;
    const { bars, problem } = await measure(asked.audio_url, read);
    const where = { audioUrl: asked.audio_url };
    if (!bars && signal?.aborted) {
      await db.waveform.update({ where, data: { triedAt: asked.tried_before } });
      return tried;
    }
    await db.waveform.update({ where, data: { bars, problem, ofBytes: asked.audio_bytes } });
  }
}

/**
 * Takes the next one for this process. One that was tried within the hour was just measured, or is being measured by
 * another process; after an hour without an outcome that process has died.
 */
async function claim(db: Database, audioUrl: string | null = null): Promise<Asked | undefined> {
  const [asked] = await db.$queryRaw<Asked[]>`
    UPDATE waveforms AS w SET tried_at = now()
    FROM (
      SELECT w.audio_url, w.tried_at, e.audio_bytes
      FROM waveforms AS w
      JOIN LATERAL (
        SELECT max(audio_bytes) AS audio_bytes FROM episodes WHERE audio_url = w.audio_url HAVING count(*) > 0
      ) AS e ON true
      WHERE (${audioUrl}::text IS NULL OR w.audio_url = ${audioUrl})
        AND (w.tried_at IS NULL
          OR (w.of_bytes IS DISTINCT FROM e.audio_bytes AND w.tried_at < now() - interval '1 hour')
          OR (w.bars IS NULL AND w.problem IS NULL AND w.tried_at < now() - interval '1 hour')
          OR (w.bars IS NULL AND w.tried_at < now() - interval '1 day'))
      ORDER BY w.tried_at NULLS FIRST LIMIT 1
      FOR UPDATE OF w SKIP LOCKED
    ) AS next
    WHERE w.audio_url = next.audio_url
    RETURNING w.audio_url, next.audio_bytes, next.tried_at AS tried_before`;
  return asked;
}

async function measure(url: string, read: (url: string) => Promise<ReadAudio>) {
  try {
    const audio = await read(url);
    const measured = audio.ok ? await measureAudio(audio.bytes) : audio;
    return measured.ok ? { bars: measured.bars, problem: null } : { bars: null, problem: measured.message };
  } catch (error) {
    return { bars: null, problem: `It could not be measured: ${(error as Error).message}` };
  }
}
