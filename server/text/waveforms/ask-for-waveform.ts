import type { Database } from "@/server/db";

/**
 * Asks for an audio file's waveform: a trigger on the new row sends the job that measures it. Only opened episodes are
 * measured; fetching the audio of every episode of every feed would be an imposition on their hosts.
 */
export async function askForWaveform(db: Database, audioUrl: string): Promise<void> {
  await db.$executeRaw`INSERT INTO waveforms (audio_url) VALUES (${audioUrl}) ON CONFLICT DO NOTHING`;
}
