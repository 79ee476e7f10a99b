import { EPISODE_SLUG, isShowAddress } from "@/lib/addresses";
import { naturalKey } from "@/lib/natural-key";
import { titleSlug } from "@/lib/title-slug";
import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import { replaceChapters, type StoredChapter } from "@/server/text/episodes/replace-chapters";
import { type CreditedPerson, replaceCredits } from "@/server/text/episodes/replace-credits";
import { fromJson, type Said } from "./fields";

interface Adding {
  readonly showId: number;
  /** The last part of its address; made of its number or title where none is given. */
  readonly slug?: string | undefined;
  /** Its values by field and column, as `episodeColumns` makes them. */
  readonly values: Readonly<Record<string, Said>> & { readonly title: Said };
  readonly actor: { readonly id: string; readonly name: string };
}

export type AddedEpisode =
  | { readonly ok: true; readonly id: number; readonly slug: string }
  | { readonly ok: false; readonly reason: "not-allowed" | "bad-slug" | "taken" };

const LONGEST_SLUG = 200;

/**
 * Adds an episode by hand, for those who review at the show. What is given counts as edited here: a feed in which the
 * episode appears later leaves it as it is.
 */
export async function addEpisode(
  db: Database,
  { showId, slug, values, actor }: Adding,
): Promise<AddedEpisode> {
  if (slug !== undefined && (!EPISODE_SLUG.test(slug) || slug.length > LONGEST_SLUG || isShowAddress(slug)))
    return { ok: false, reason: "bad-slug" };
  return db.$transaction(async (tx): Promise<AddedEpisode> => {
    if (!mayReview(await standingAt(tx, { personId: actor.id, showId })))
      return { ok: false, reason: "not-allowed" };
    // One after the other: two episodes of one title get two addresses.
    await tx.$queryRaw`SELECT id FROM shows WHERE id = ${showId} FOR NO KEY UPDATE`;
    const { chapters, people, ...columns } = Object.assign({}, ...Object.values(values)) as Record<
      string,
      unknown
    >;
    const there = await tx.episode.findMany({ where: { showId }, select: { slug: true } });
    const taken = new Set(there.map((each) => each.slug.toLowerCase()));
    if (slug !== undefined && taken.has(slug.toLowerCase())) return { ok: false, reason: "taken" };
    const free = slug ?? freeSlug(slugsFor(columns), taken);
    const data = Object.fromEntries(
      Object.entries(columns).map(([column, value]) => [column, fromJson(column, value)]),
    ) as { title: string };
    const { id } = await tx.episode.create({
      data: { ...data, showId, slug: free, sortKey: naturalKey(free) },
      select: { id: true },
    });
    if (chapters)
      await replaceChapters(tx, [{ episodeId: id, chapters: chapters as readonly StoredChapter[] }]);
    if (people) await replaceCredits(tx, [{ episodeId: id, people: people as readonly CreditedPerson[] }]);
    await tx.fieldEdit.createMany({
      data: Object.entries(values).map(([field, said]) => ({
        ...{ showId, episodeId: id, field, editorId: actor.id, editorName: actor.name },
        source: nothing(said),
      })),
    });
    await record(tx, { actor, action: "add", showId, subject: { episode: free, title: String(data.title) } });
    return { ok: true, id, slug: free };
  });
}

/** No feed says anything of it. */
const nothing = (said: Said) =>
  Object.fromEntries(
    Object.entries(said).map(([column, value]) => [column, Array.isArray(value) ? [] : null]),
  );

/** What an episode may be called: its number, its title, its day. */
function slugsFor({ number, season, title, publishedAt }: Readonly<Record<string, unknown>>): string[] {
  const numbered = typeof number === "number" ? (season ? `s${season}e${number}` : String(number)) : "";
  const day = typeof publishedAt === "string" ? publishedAt.slice(0, 10) : "";
  const named = [numbered, titleSlug(String(title)), day];
  return named.filter(
    (each) => EPISODE_SLUG.test(each) && each.length <= LONGEST_SLUG && !isShowAddress(each),
  );
}

/** The first that no episode of the show has; where all are taken, the last with a counter. */
function freeSlug(choices: readonly string[], taken: ReadonlySet<string>): string {
  const free = choices.find((slug) => !taken.has(slug.toLowerCase()));
  if (free !== undefined) return free;
  const base = choices.at(-1) ?? "episode";
  let slug = choices.length === 0 ? base : `${base}-2`;
  for (let n = 2; taken.has(slug.toLowerCase()); n++) slug = `${base}-${n}`;
  return slug;
}
