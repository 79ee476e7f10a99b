import type { Database } from "@/server/db";

/** An entry of the audit log. */
export interface AuditLine {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  /** The handle of who did it; null where that was a rule, or nobody's account any more. */
  readonly actorHandle: string | null;
  readonly action: string;
  /** What it was done to, in words: `contribution 12, version 1`. */
  readonly subject: string;
  /** The person that it is about: whoever was granted a role or blocked, or the author of the contribution. */
  readonly person: { readonly name: string; readonly handle: string | null } | null;
  readonly contribution: { readonly id: number; readonly summary: string } | null;
  /** The document that it is about: its episode, and the address of its history, or of the revision that was made. */
  readonly document: { readonly title: string; readonly href: string } | null;
}

/** What an entry names, as it was written. */
interface Named {
  readonly contribution: number | null;
  readonly person: string | null;
  readonly document: string | null;
  readonly revision: number | null;
}

/** Lists all decisions and changes of rights at a show, newest first. */
export async function listAudit(
  db: Database,
  { showId, skip = 0, take }: { showId: number; skip?: number; take: number },
): Promise<AuditLine[]> {
  const rows = await db.auditEntry.findMany({
    where: { showId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    skip,
    take,
  });
  const named = rows.map(({ subject }) => namedIn(subject as Record<string, unknown>));
  const [actors, contributions, people, documents] = await Promise.all([
    findHandles(db, known(rows.map(({ actorId }) => actorId))),
    findContributions(db, showId, known(named.map(({ contribution }) => contribution))),
    findPeople(db, known(named.map(({ person }) => person))),
    findDocuments(db, showId, known(named.map(({ document }) => document))),
  ]);
  return rows.map(({ id, at, actorName, actorId, action, subject }, index) => {
    const { contribution: about, person, document: path, revision } = named[index] ?? NOTHING;
    const contribution = about === null ? undefined : contributions.get(about);
    const document = contribution?.document ?? (path === null ? undefined : documents.get(path));
    return {
      ...{ id: String(id), at, actor: actorName, actorHandle: actors.get(actorId ?? "") ?? null, action },
      subject: Object.entries(subject as Record<string, unknown>)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
      person: (person === null ? undefined : people.get(person)) ?? contribution?.author ?? null,
      contribution: contribution ? { id: contribution.id, summary: contribution.summary } : null,
      document: document
        ? { title: document.title, href: revision === null ? document.href : `${document.href}/${revision}` }
        : null,
    };
  });
}

const NOTHING: Named = { contribution: null, person: null, document: null, revision: null };

function namedIn({ contribution, person, document, revision }: Record<string, unknown>): Named {
  const numberIn = (value: unknown) => (Number.isSafeInteger(value) ? (value as number) : null);
  const textIn = (value: unknown) => (typeof value === "string" ? value : null);
  return {
    contribution: numberIn(contribution),
    person: textIn(person),
    document: textIn(document),
    revision: numberIn(revision),
  };
}

const known = <T>(values: readonly (T | null)[]): T[] => [
  ...new Set(values.filter((value): value is T => value !== null)),
];

interface Place {
  readonly title: string;
  readonly href: string;
}

const placeOf = (episode: { title: string; slug: string; show: { slug: string } }): Place => ({
  title: episode.title,
  href: `/${episode.show.slug}/${episode.slug}/history`,
});

async function findContributions(db: Database, showId: number, ids: readonly number[]) {
  const rows = await db.contribution.findMany({
    where: { id: { in: [...ids] }, document: { episode: { showId } } },
    select: {
      id: true,
      authorName: true,
      author: { select: { handle: true } },
      versions: { orderBy: { number: "desc" }, take: 1, select: { summary: true } },
      document: { select: { episode: { include: { show: { select: { slug: true } } } } } },
    },
  });
  return new Map(
    rows.map(({ id, authorName, author, versions, document }) => [
      id,
      {
        id,
        summary: versions[0]?.summary ?? "",
        author: { name: authorName, handle: author?.handle ?? null },
        document: placeOf(document.episode),
      },
    ]),
  );
}

async function findHandles(db: Database, ids: readonly string[]) {
  const rows = await db.user.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, handle: true },
  });
  return new Map(rows.map(({ id, handle }) => [id, handle]));
}

async function findPeople(db: Database, handles: readonly string[]) {
  const rows = await db.user.findMany({
    where: { handle: { in: [...handles] } },
    select: { handle: true, name: true },
  });
  return new Map(rows.map(({ handle, name }) => [handle, { name: name ?? handle, handle }]));
}

async function findDocuments(db: Database, showId: number, paths: readonly string[]) {
  const rows = await db.document.findMany({
    where: { path: { in: [...paths] }, episode: { showId } },
    select: { path: true, episode: { include: { show: { select: { slug: true } } } } },
  });
  return new Map(rows.map(({ path, episode }) => [path, placeOf(episode)]));
}
