import type { Reader } from "@/server/db";

/**
 * Finds how loud an audio file is along its length: 200 bars from 0 to f, a hexadecimal digit each.
 *
 * @returns null where it has not been measured, or cannot be: `askForWaveform` asks for it
 */
export async function findWaveform(db: Reader, audioUrl: string): Promise<string | null> {
  const kept = await db.waveform.findUnique({ where: { audioUrl }, select: { bars: true } });
  return kept?.bars ? Array.from(kept.bars, (bar) => (bar >> 4).toString(16)).join("") : null;
}
