import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seed } from "../../../prisma/seed";
import type { Fetching } from "../../../server/text/sounds/fetch-audio";
import { SoundFolder } from "../../../server/text/sounds/sound-folder";
import { createTestDatabase, type TestDatabase } from "../../support/database";

/** A database with the demonstration, and a folder for sounds. */
export interface Stage {
  readonly database: TestDatabase;
  readonly db: TestDatabase["db"];
  /** The path of the folder. */
  readonly sounds: string;
  readonly fetching: Fetching;
  /** The transcript of one of the demonstration's two episodes. */
  readonly documentOf: (slug: "1" | "2") => Promise<{ id: number; path: string; head: number }>;
  /** Gives an episode another audio file; all that was known of the earlier one is forgotten. */
  readonly giveAudio: (slug: "1" | "2", url: string) => Promise<void>;
  readonly end: () => Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const database = await createTestDatabase();
  const { db } = database;
  await seed(db);
  const sounds = await mkdtemp(join(tmpdir(), "onrecord-sounds-"));
  const documentOf = (slug: string) =>
    db.document.findFirstOrThrow({
      where: { kind: "transcript", episode: { slug, show: { slug: "figures" } } },
    });
  return {
    database,
    db,
    sounds,
    fetching: {
      folder: new SoundFolder({ path: sounds, mostBytes: 1e9 }),
      reach: { allowInternal: true },
      siteUrl: "https://onrecord.example",
    },
    documentOf,
    giveAudio: async (slug, audioUrl) => {
      const { id } = await documentOf(slug);
      await db.episode.updateMany({ where: { slug, show: { slug: "figures" } }, data: { audioUrl } });
      await db.alignment.deleteMany({ where: { documentId: id } });
      await db.wordTimes.deleteMany({ where: { documentId: id } });
      await db.audioHost.deleteMany();
    },
    end: async () => {
      await database.drop();
      await rm(sounds, { recursive: true, force: true });
    },
  };
}
