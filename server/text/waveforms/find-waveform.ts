import type { Database } from "@/server/db";

/**
 * Finds how loud an audio file is along its length: 200 bars from 0 to f, a hexadecimal digit each. The first time that
 * anybody asks for one, a row for it is made, and a trigger sends the job that measures it.
 *
 * @returns null where it has not been measured, or cannot be
 */
export async function findWaveform(db: Database, audioUrl: string): Promise<string | null> {
  const kept = await db.waveform.findUnique({ where: { audioUrl }, select: { bars: true } });
  // Only what is opened is measured: fetching every episode of every feed would be an imposition on their hosts.
  if (!kept)
    await db.$executeRaw`INSERT INTO waveforms (audio_url) VALUES (${audioUrl}) ON CONFLICT DO NOTHING`;
  return kept?.bars ? Array.from(kept.bars, (bar) => (bar >> 4).toString(16)).join("") : null;
}
