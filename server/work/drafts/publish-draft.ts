import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { type BegunDocument, beginDocument } from "@/server/work/first-texts/begin-document";
import { isUnnamed, parse } from "@/transcript";

interface Deciding {
  readonly showId: number;
  readonly episodeId: number;
  readonly person: { readonly id: string; readonly name: string };
}

export type PublishedDraft =
  | { readonly ok: true; readonly documentId: number; readonly hasUnnamed: boolean }
  | { readonly ok: false; readonly reason: "no-draft" }
  | Extract<BegunDocument, { ok: false }>;

/** Makes a draft the episode's transcript, marked as a recogniser's. For those who review at the show. */
export async function publishDraft(db: Database, deciding: Deciding): Promise<PublishedDraft> {
  const draft = await find(db, deciding);
  if (draft === "not-allowed") return { ok: false, reason: "not-allowed" };
  if (!draft?.text) return { ok: false, reason: "no-draft" };
  const { text, recogniser, deltas, ends, confidences, captions } = draft;
  const { person, showId, episodeId } = deciding;
  const begun = await beginDocument(db, {
    ...{ showId, episodeId, kind: "transcript", text, author: person },
    origin: { origin: "recogniser", recogniser },
    ...(deltas && { wordTimes: { source: "file", deltas, ends, confidences, captions } }),
  });
  if (!begun.ok) return begun;
  await end(db, episodeId, "published");
  const hasUnnamed = parse(text).segments.some(
    ({ kind, name }) => kind === "speech" && name !== null && isUnnamed(name),
  );
  return { ok: true, documentId: begun.documentId, hasUnnamed };
}

/** Throws a draft away. For those who review at the show. */
export async function discardDraft(
  db: Database,
  deciding: Deciding,
): Promise<{ ok: true } | { ok: false; reason: "not-allowed" | "no-draft" }> {
  const draft = await find(db, deciding);
  if (draft === "not-allowed") return { ok: false, reason: "not-allowed" };
  if (!draft) return { ok: false, reason: "no-draft" };
  await end(db, deciding.episodeId, "discarded");
  return { ok: true };
}

async function find(db: Database, { showId, episodeId, person }: Deciding) {
  if (!mayReview(await standingAt(db, { personId: person.id, showId }))) return "not-allowed";
  return db.draft.findFirst({ where: { episodeId, state: "made", episode: { showId } } });
}

/** What it took stays: from it the next one's time is told. */
const end = (db: Database, episodeId: number, state: "published" | "discarded") =>
  db.draft.updateMany({
    where: { episodeId, state: "made" },
    data: { state, text: null, deltas: null, ends: null, confidences: null, captions: null },
  });
