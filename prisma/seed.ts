import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Database } from "../server/db";
import { importFolder } from "../server/doors/import/import-folder";
import { refreshSearch } from "../server/doors/search/refresh-search";
import { DEMO_PEOPLE, DEMO_SHOW } from "../server/people/accounts/demo-people";
import { seedClaims } from "./seed-claims";

const DEMO = join(import.meta.dirname, "demo");

const describedShow = z.object({
  title: z.string(),
  slug: z.literal(DEMO_SHOW),
  prefix: z.string(),
  description: z.string(),
  licence: z.string(),
  language: z.string(),
  episodes: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      description: z.string(),
      publishedAt: z.iso.datetime(),
      audio: z.string(),
      type: z.string(),
      bytes: z.number().int(),
      durationSeconds: z.number(),
    }),
  ),
});

/**
 * Loads the demonstration: its show, with all that a feed would tell about it, and its two people. Running it
 * again changes only what has changed in the files in `prisma/demo`; edits made on the site stay.
 *
 * @throws Error if the demonstration's files are missing
 */
export async function seed(db: Database): Promise<void> {
  const described = describedShow.parse(JSON.parse(await readFile(join(DEMO, "show.json"), "utf8")));
  const { slug, title, prefix, description, licence, language } = described;
  const data = { title, description, licence, language, filePrefix: prefix };
  const show = await db.show.upsert({ where: { slug }, create: { slug, ...data }, update: data });

  const imported = await importFolder({ db, folder: join(DEMO, slug), show: slug });
  if (!imported.ok) throw new Error(imported.message);
  await db.$transaction([
    ...described.episodes.map((episode) =>
      db.episode.update({
        where: { showId_slug: { showId: show.id, slug: episode.slug } },
        data: {
          title: episode.title,
          description: episode.description,
          publishedAt: episode.publishedAt,
          audioUrl: episode.audio,
          audioType: episode.type,
          audioBytes: episode.bytes,
          durationSeconds: episode.durationSeconds,
        },
      }),
    ),
    ...DEMO_PEOPLE.map(({ handle, name }) =>
      db.user.upsert({ where: { handle }, create: { handle, name }, update: { name } }),
    ),
  ]);
  // Only now is the audio's length known, and with it the words' times.
  await refreshSearch(db);
  for (const { handle, role } of DEMO_PEOPLE) {
    if (role === null) continue;
    const user = await db.user.findUniqueOrThrow({ where: { handle } });
    const key = { userId: user.id, showId: show.id };
    await db.showRole.upsert({ where: { userId_showId: key }, create: { ...key, role }, update: { role } });
  }
  await seedClaims(db, slug);
}
