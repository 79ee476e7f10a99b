import { isDeepStrictEqual } from "node:util";
import type { Database } from "@/server/db";
import { KNOWN_SHOWS } from "@/server/doors/import/known-shows";
import { personOf, replaceCredits } from "@/server/text/episodes/replace-credits";
import { divideEdited, keepBeneath } from "@/server/work/shows/divide-edited";
import { SHOW_FIELDS } from "@/server/work/shows/fields";
import type { Feed } from "./feed";

/** What a feed says of its show, in the show's columns. */
function saidOf(feed: Feed, feedUrl: string | null, url: string | null) {
  return {
    // Stay where the feed has no value.
    shared: {
      ...{ title: feed.title, description: feed.description, author: feed.author, link: feed.link },
      ...{ artworkUrl: feed.artworkUrl, language: feed.language, feedUrl },
      ...{ podcastGuid: feed.guid, fetchedUrl: url },
    },
    // Only a feed sets them, so they go when it takes them away.
    own: { explicit: feed.explicit, categories: [...feed.categories], newFeedUrl: feed.newFeedUrl },
  };
}

/**
 * Makes or updates the show that a feed is of, with its people. Fields that were edited here stay.
 *
 * @param url where the feed was fetched from; null for a file
 * @returns the show; and the slug of another show, if what this feed calls its own address is that one's. Then this show
 * does not get that address.
 */
export async function applyShow(db: Database, slug: string, feed: Feed, url: string | null) {
  return db.$transaction(async (tx) => {
    const other = feed.self
      ? await tx.show.findFirst({
          where: { slug: { not: slug }, OR: [{ feedUrl: feed.self }, { fetchedUrl: feed.self }] },
          select: { slug: true },
        })
      : null;
    const feedUrl = other ? url : (feed.self ?? url);
    const { shared, own } = saidOf(feed, feedUrl, url);
    const data = {
      ...(Object.fromEntries(Object.entries(shared).filter(([, value]) => value !== null)) as Partial<
        Record<Exclude<keyof typeof shared, "title">, string>
      >),
      ...own,
      title: feed.title,
    };
    const found = await tx.show.findUnique({
      where: { slug },
      include: {
        credits: { orderBy: { position: "asc" }, include: { person: { select: { name: true } } } },
        fieldEdits: { where: { episodeId: null }, select: { id: true, field: true, source: true } },
      },
    });
    const show =
      found ??
      (await tx.show.create({
        data: { ...data, slug, licence: feed.licence, filePrefix: KNOWN_SHOWS.get(slug)?.prefix ?? "" },
      }));
    const { row, beneath } = divideEdited(SHOW_FIELDS, found?.fieldEdits ?? [], {
      ...data,
      people: feed.people,
    });
    await keepBeneath(tx, beneath);
    const { people, ...columns } = row;
    // A folder's LICENSE is about its texts; a feed's licence is about the audio too.
    const changed = found && {
      ...columns,
      ...(found.licence === null && feed.licence ? { licence: feed.licence } : {}),
    };
    if (
      changed &&
      Object.entries(changed).some(
        ([name, value]) => !isDeepStrictEqual(found[name as keyof typeof found], value),
      )
    )
      await tx.show.update({ where: { id: show.id }, data: changed });
    if (people !== undefined && !isDeepStrictEqual((found?.credits ?? []).map(personOf), feed.people))
      await replaceCredits(tx, [{ showId: show.id, people: feed.people }]);
    return { show, foreignSelf: other?.slug ?? null };
  });
}
