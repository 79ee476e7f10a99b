import type { Database } from "@/server/db";

/**
 * Asks for an audio file's waveform, which will be there after `refreshWaveforms` has been by. Only what is opened is
 * measured: fetching every episode of every feed would be an imposition on their hosts.
 */
export async function askForWaveform(db: Database, audioUrl: string): Promise<void> {
  await db.$executeRaw`INSERT INTO waveforms (audio_url) VALUES (${audioUrl}) ON CONFLICT DO NOTHING`;
}
