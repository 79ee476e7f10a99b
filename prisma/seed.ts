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
 * Loads the demonstration: its show, with everything that a feed would say of it, and its two people. Run again
 * it changes nothing but what the files in `prisma/demo` say anew; what was edited on the site stays.
 *
 * @throws Error where the demonstration's files are not there
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
  // Only now is it known how long the audio is, and so when its words are said.
  await refreshSearch(db);
  for (const { handle, role } of DEMO_PEOPLE) {
    if (role === null) continue;
    const user = await db.user.findUniqueOrThrow({ where: { handle } });
    const key = { userId: user.id, showId: show.id };
    await db.showRole.upsert({ where: { userId_showId: key }, create: { ...key, role }, update: { role } });
  }
  await seedClaims(db, slug);
}
