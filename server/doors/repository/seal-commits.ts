import type { Database, Transaction } from "@/server/db";
import { LOCKS } from "@/server/locks";
import { IMPORT } from "@/server/text/documents/import-author";
import { creditEntries } from "./credit-entries";
import { type Identity, identityOf, PLATFORM } from "./identity-of";
import { type FrontShow, renderLicence, renderReadme } from "./render-readme";

// Log entries per transaction. Their texts are not read.
const BATCH = 1000;
const TIMEOUT = 60_000;

/**
 * Stores the commit for each new log entry: author, committer, message, and README.md and LICENSE if they
 * change. This happens once per entry, in whichever process comes first. Names, titles and this code may
 * change later, but commits that others have cloned must not.
 *
 * @returns the last log position that has a commit
 */
export async function sealCommits(db: Database): Promise<bigint> {
  for (;;) {
    const { last, more } = await db.$transaction(sealBatch, { timeout: TIMEOUT, maxWait: TIMEOUT });
    if (!more) return last;
  }
}

interface Entry {
  readonly position: bigint;
  readonly path: string;
  readonly summary: string;
  readonly authorName: string;
  readonly handle: string | null;
  readonly email: string | null;
  readonly showId: number;
  readonly imported: boolean;
}

async function sealBatch(tx: Transaction): Promise<{ last: bigint; more: boolean }> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.commits}::bigint)`;
  const [{ last } = { last: 0n }] = await tx.$queryRaw<{ last: bigint }[]>`
    SELECT coalesce(max(position), 0) AS last FROM commits`;
  const entries = await tx.$queryRaw<Entry[]>`
    SELECT l.position, d.path, r.summary, r.author_name AS "authorName", u.handle,
           CASE WHEN u.show_email AND u.email_verified IS NOT NULL THEN u.email END AS email, e.show_id AS "showId",
           r.imported
    FROM log AS l
    JOIN revisions AS r ON r.document_id = l.document_id AND r.number = l.revision_number
    JOIN documents AS d ON d.id = l.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    LEFT JOIN users AS u ON u.id = r.author_id
    WHERE l.position > ${last}::bigint ORDER BY l.position LIMIT ${BATCH}`;
  if (entries.length === 0) return { last, more: false };

  const credits = await creditEntries(
    tx,
    entries.map(({ position }) => position),
  );
  const authors = entries.map((entry) =>
    // Nobody else is the platform, whatever they call themselves.
    entry.imported && entry.authorName === IMPORT.name && entry.handle === null
      ? PLATFORM
      : identityOf({ name: entry.authorName, handle: entry.handle, email: entry.email }),
  );
  const fronts = await frontsOf(tx, last, entries, authors);
  const rows = entries.map((entry, i) => {
    const credit = credits.get(entry.position);
    return {
      position: entry.position,
      path: entry.path,
      author: authors[i] ?? PLATFORM,
      committer: credit?.committer ?? PLATFORM,
      message: messageOf(entry, credit?.trailers ?? []),
      front: fronts[i],
    };
  });
  await tx.$executeRaw`
    INSERT INTO commits (position, path, author_name, author_email, committer_name, committer_email, message, readme, licence)
    SELECT * FROM unnest(
      ${rows.map((row) => row.position)}::bigint[], ${rows.map((row) => row.path)}::text[],
      ${rows.map((row) => row.author.name)}::text[], ${rows.map((row) => row.author.email)}::text[],
      ${rows.map((row) => row.committer.name)}::text[], ${rows.map((row) => row.committer.email)}::text[],
      ${rows.map((row) => row.message)}::text[],
      ${rows.map((row) => row.front?.readme ?? null)}::text[], ${rows.map((row) => row.front?.licence ?? null)}::text[])`;
  return { last: entries.at(-1)?.position ?? last, more: entries.length === BATCH };
}

/** The summary, followed by a paragraph of trailers if there are any. */
function messageOf({ summary, path }: Entry, trailers: readonly string[]): string {
  const said = summary.replace(/\r\n?/g, "\n").trim() || `Change ${path}`;
  return `${said}\n${trailers.length === 0 ? "" : `\n${trailers.join("\n")}\n`}`;
}

interface Front {
  readonly readme: string | null;
  readonly licence: string | null;
}

/**
 * README.md and LICENSE for each entry that changes them: the first by its author or of its show, or one
 * after a show's title or licence changed. Each is stored only if it differs from the current one.
 */
async function frontsOf(
  tx: Transaction,
  last: bigint,
  entries: readonly Entry[],
  authors: readonly Identity[],
): Promise<Front[]> {
  const shows = await findShows(tx, last, entries);
  const present = new Set(shows.filter(({ before }) => before).map(({ id }) => id));
  const known = await findKnown(tx, authors);
  const standing = await findStanding(tx);
  // Fetched only if README.md is written, since there may be thousands.
  let contributors: string[] | null = null;
  const fresh: string[] = [];
  const fronts: Front[] = [];
  for (const [i, { showId }] of entries.entries()) {
    const { name } = authors[i] ?? PLATFORM;
    const isNew = name !== PLATFORM.name && !known.has(name);
    if (isNew) fresh.push(name);
    known.add(name);
    // Without a new show, only the first entry of a batch can reveal a changed title.
    const mayDiffer = i === 0 || !present.has(showId);
    present.add(showId);
    const now = shows.filter(({ id }) => present.has(id));
    const licence = mayDiffer ? renderLicence(now) : standing.licence;
    const readmeToo = isNew || licence !== standing.licence;
    if (readmeToo) contributors ??= await findContributors(tx);
    const readme = readmeToo ? renderReadme(now, [...(contributors ?? []), ...fresh]) : standing.readme;
    fronts.push({
      readme: readme === standing.readme ? null : readme,
      licence: licence === standing.licence ? null : licence,
    });
    standing.readme = readme;
    standing.licence = licence;
  }
  return fronts;
}

/**
 * Shows with documents in the repository, by slug; `before` tells whether they had some before these entries.
 */
async function findShows(tx: Transaction, last: bigint, entries: readonly Entry[]) {
  return tx.$queryRaw<(FrontShow & { id: number; before: boolean })[]>`
    SELECT * FROM (
      SELECT s.id, s.slug, s.title, s.licence, EXISTS (
        SELECT FROM episodes AS e JOIN documents AS d ON d.episode_id = e.id
        JOIN log AS l ON l.document_id = d.id AND l.revision_number = 1 AND l.position <= ${last}::bigint
        WHERE e.show_id = s.id) AS before
      FROM shows AS s) AS s
    WHERE before OR id = ANY(${[...new Set(entries.map(({ showId }) => showId))]}::int[])
    ORDER BY slug COLLATE "C"`;
}

/** The names that are the author of a commit already. */
async function findKnown(tx: Transaction, authors: readonly Identity[]): Promise<Set<string>> {
  const names = [...new Set(authors.map(({ name }) => name))];
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM unnest(${names}::text[]) AS name
    WHERE EXISTS (SELECT FROM commits WHERE author_name = name)`;
  return new Set(rows.map(({ name }) => name));
}

/** The current README.md and LICENSE. */
async function findStanding(tx: Transaction): Promise<{ readme: string; licence: string }> {
  const [row] = await tx.$queryRaw<{ readme: string | null; licence: string | null }[]>`
    SELECT (SELECT readme FROM commits WHERE readme IS NOT NULL ORDER BY position DESC LIMIT 1) AS readme,
           (SELECT licence FROM commits WHERE licence IS NOT NULL ORDER BY position DESC LIMIT 1) AS licence`;
  return { readme: row?.readme ?? "", licence: row?.licence ?? "" };
}

async function findContributors(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT author_name AS name FROM commits WHERE author_name <> ${PLATFORM.name}
    GROUP BY author_name ORDER BY min(position)`;
  return rows.map(({ name }) => name);
}
