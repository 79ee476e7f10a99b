import type { ContributionChannel, ContributionStatus, Database, Transaction } from "@/server/db";
import { parseSplices } from "@/server/text/documents/parse-splices";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { applySplices, type Splice } from "@/transcript";
import type { ProposalDocument } from "./find-document";

/** A contribution that nobody else can change until the transaction ends, with its newest version. */
export interface LockedContribution {
  readonly id: number;
  readonly channel: ContributionChannel;
  readonly status: ContributionStatus;
  readonly version: number;
  readonly authorId: string | null;
  readonly authorName: string;
  readonly addressHash: string | null;
  readonly revision: number | null;
  readonly base: number;
  readonly splices: readonly Splice[];
  readonly summary: string;
  readonly document: ProposalDocument;
}

type Row = Omit<LockedContribution, "document" | "splices"> &
  ProposalDocument & { readonly documentId: number; readonly splices: unknown };

/** Locks a contribution; none where there is none. Take it before the document, so that nobody waits in a circle. */
export async function lockContribution(tx: Transaction, id: number): Promise<LockedContribution | null> {
  // Where somebody amended it while this waited for the lock, the version that was joined is no longer its own, and
  // PostgreSQL finds no row; asked again it finds the new one, which is held by now.
  const row = (await lockRow(tx, id)) ?? (await lockRow(tx, id));
  if (!row) return null;
  const { documentId, path, kind, head, episodeId, slug, duration, showId, show, licence, ...rest } = row;
  const { contribute, trustAccepted, trustDays, trustSound, ownFixes, splices, ...contribution } = rest;
  const place = { id: documentId, path, kind, head, episodeId, slug, duration, showId, show, licence };
  return {
    ...contribution,
    splices: parseSplices(splices),
    document: { ...place, contribute, trustAccepted, trustDays, trustSound, ownFixes },
  };
}

async function lockRow(tx: Transaction, id: number): Promise<Row | undefined> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT c.id, c.channel::text AS channel, c.status::text AS status, c.version, c.author_id::text AS "authorId",
           c.author_name AS "authorName", c.address_hash AS "addressHash", c.revision, c.document_id AS "documentId", v.base, v.splices,
           v.summary, d.path, d.kind::text AS kind, d.head, d.episode_id AS "episodeId", e.slug,
           e.duration_seconds AS duration, s.id AS "showId", s.slug AS show, s.licence,
           s.contribute::text AS contribute, s.trust_accepted AS "trustAccepted", s.trust_days AS "trustDays",
           s.trust_sound AS "trustSound", s.own_fixes AS "ownFixes"
    FROM contributions AS c
    JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
    JOIN documents AS d ON d.id = c.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    JOIN shows AS s ON s.id = e.show_id
    WHERE c.id = ${id}
    FOR UPDATE OF c`;
  return row;
}

/** The source it was made from, and the text it proposes; `head` where the caller has read it. */
export async function proposedText(
  tx: Database | Transaction,
  { document, base, splices }: Pick<LockedContribution, "document" | "base" | "splices">,
  head?: Source,
): Promise<{ source: Source; text: string }> {
  const source =
    base === head?.number
      ? head
      : await readSource(tx, { documentId: document.id, number: base, path: document.path });
  const text = source && applySplices(source.transcript, splices);
  // A revision is immutable, and what is put into it was taken out of it.
  if (!source || text === null)
    throw new Error(`A contribution does not fit revision ${base} of ${document.path}`);
  return { source, text };
}
