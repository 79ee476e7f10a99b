import type { Database } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { takeFrom } from "@/server/people/limits/take-from";
import type { SoundFolder } from "@/server/text/sounds/sound-folder";
import { words } from "@/transcript";
import type { Contributor } from "./contributor";
import { editSegment, type SegmentEdit } from "./edit-segment";
import { findDocument } from "./find-document";
import { findSegment } from "./find-segment";
import { mayTakePart } from "./may-contribute";
import { weighChange } from "./weigh-change";
import type { SoundWitness } from "./witness-of";

/** What somebody has typed and not sent: the paragraph that they saw, and what they would do to it. */
export interface Typed {
  readonly author: Contributor;
  readonly documentId: number;
  readonly base: number;
  readonly segmentId: number;
  readonly edit: Extract<SegmentEdit, { kind: "gap" | "body" }>;
  readonly folder: SoundFolder;
}

export type WeighedTyped =
  /** Null where the sound says nothing of it. */
  | { readonly ok: true; readonly sound: SoundWitness | null }
  | { readonly ok: false; readonly reason: "no-document" | "not-allowed" }
  | { readonly ok: false; readonly reason: "too-fast"; readonly retryAfterSeconds: number };

/** Nobody stops typing more often than once a second. */
const MOST_A_MINUTE = 60;

/** What the sound says of words that are typed into a form, for whoever may send it. Nothing is kept of them. */
export async function weighTyped(
  db: Database,
  { author, documentId, base, segmentId, edit, folder }: Typed,
): Promise<WeighedTyped> {
  const document = await findDocument(db, documentId);
  if (document?.kind !== "transcript") return { ok: false, reason: "no-document" };
  const standing = await standingAt(db, { personId: author.id, showId: document.showId });
  if (mayTakePart({ author, document, standing })) return { ok: false, reason: "not-allowed" };
  const who = author.id === null ? `address:${author.addressHash}` : `person:${author.id}`;
  const taken = await takeFrom(db, { key: `sound:${who}`, limit: MOST_A_MINUTE, perSeconds: 60 });
  if (!taken.ok) return { ...taken, reason: "too-fast" };
  const found = await findSegment(db, { documentId, base, segmentId }, document);
  if (!found.ok) return { ok: false, reason: "no-document" };
  const { source, index } = found;
  const edited = editSegment(source.transcript, index, [edit]);
  // A form says itself what is wrong with it when it is sent.
  if (!edited.ok) return { ok: true, sound: null };
  const more = edited.transcript.segments.length - source.transcript.segments.length;
  const put = edited.transcript.segments
    .slice(index, index + 1 + more)
    .flatMap(({ body }) => words(body).map(({ text }) => text));
  const replaced = [{ start: index, end: index + 1, put }];
  return { ok: true, sound: await weighChange(db, { document, source, replaced, folder }) };
}
