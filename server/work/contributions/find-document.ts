import type { Database, DocumentKind, Transaction, WhoContributes } from "@/server/db";

/** A document with what its show says of contributions. */
export interface ProposalDocument {
  readonly id: number;
  readonly path: string;
  readonly kind: DocumentKind;
  readonly head: number;
  readonly episodeId: number;
  readonly slug: string;
  /** The audio's length in seconds, where known. */
  readonly duration: number | null;
  readonly showId: number;
  readonly show: string;
  readonly licence: string | null;
  readonly contribute: WhoContributes;
  readonly trustAccepted: number | null;
  readonly trustDays: number;
  readonly trustSound: number | null;
  /** Whether small fixes of the show's owners are published at once. */
  readonly ownFixes: boolean;
}

/** Finds a document by its id; none where there is none, or none yet with a text. */
export async function findDocument(db: Database | Transaction, id: number): Promise<ProposalDocument | null> {
  const [row] = await db.$queryRaw<ProposalDocument[]>`
    SELECT d.id, d.path, d.kind::text AS kind, d.head, d.episode_id AS "episodeId", e.slug,
           e.duration_seconds AS duration, s.id AS "showId", s.slug AS show, s.licence,
           s.contribute::text AS contribute, s.trust_accepted AS "trustAccepted", s.trust_days AS "trustDays",
           s.trust_sound AS "trustSound", s.own_fixes AS "ownFixes"
    FROM documents AS d JOIN episodes AS e ON e.id = d.episode_id JOIN shows AS s ON s.id = e.show_id
    WHERE d.id = ${id} AND d.head > 0`;
  return row ?? null;
}

/** The id of the document at an address: an episode's transcript, or its show notes. */
export async function documentIdAt(
  db: Database,
  { show, slug, kind }: { show: string; slug: string; kind: DocumentKind },
): Promise<number | null> {
  const found = await db.document.findFirst({
    where: { kind, head: { gt: 0 }, episode: { slug, show: { slug: show } } },
    select: { id: true },
  });
  return found?.id ?? null;
}
