import { cache } from "react";
import { z } from "zod";
import { DocumentKind, db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { documentIdAt, findDocument } from "@/server/work/contributions/find-document";

/** The document whose history a page shows; `?of=notes` means the show notes. */
export const historyOf = z.enum(DocumentKind).catch("transcript");

/** The document at an address, and whether the person may revert its revisions; null where there is none. */
export const findHistory = cache(async (show: string, slug: string, kind: DocumentKind) => {
  const episode = await findEpisode(db(), { show, slug });
  const id = episode && (await documentIdAt(db(), { show, slug, kind }));
  const document = id ? await findDocument(db(), id) : null;
  if (!episode || !document) return null;
  const person = await currentPerson();
  const standing = await standingAt(db(), { personId: person?.id ?? null, showId: document.showId });
  return { episode, document, person, reviews: mayReview(standing), admin: standing.admin };
});
