import { cache } from "react";
import { z } from "zod";
import { DocumentKind, db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { documentIdAt, findDocument } from "@/server/work/contributions/find-document";

/** Which of an episode's documents a page of history is about: `?of=notes` is its show notes. */
export const historyOf = z.enum(DocumentKind).catch("transcript");

/** The document at an address, and whether who asks may take revisions back; null where there is none. */
export const findHistory = cache(async (show: string, slug: string, kind: DocumentKind) => {
  const episode = await findEpisode(db(), { show, slug });
  const id = episode && (await documentIdAt(db(), { show, slug, kind }));
  const document = id ? await findDocument(db(), id) : null;
  if (!episode || !document) return null;
  const person = await currentPerson();
  const standing = await standingAt(db(), { personId: person?.id ?? null, showId: document.showId });
  return { episode, document, person, reviews: mayReview(standing), admin: standing.admin };
});
