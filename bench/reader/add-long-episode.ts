import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../server/db";
import { importFolder } from "../../server/doors/import/import-folder";
import type { ServedAudio } from "./serve-audio";

/** Its address on the site. */
export const LONG_EPISODE = "/long/1";

/**
 * Imports a transcript as an episode with audio.
 *
 * @throws Error if it cannot be imported
 */
export async function addLongEpisode(db: Database, text: string, audio: ServedAudio): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "onrecord-bench-"));
  try {
    const show = join(folder, "long");
    await mkdir(show);
    await writeFile(join(show, "long-1.md"), text);
    const imported = await importFolder({ db, folder: show, show: "long" });
    if (!imported.ok) throw new Error(imported.message);
    await db.episode.updateMany({
      where: { show: { slug: "long" } },
      data: {
        title: "The longest episode",
        audioUrl: audio.url,
        audioType: "audio/mpeg",
        audioBytes: audio.bytes,
        durationSeconds: audio.seconds,
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
