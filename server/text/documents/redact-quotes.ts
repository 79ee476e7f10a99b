import type { Transaction } from "@/server/db";
import { LOCKS } from "@/server/locks";
import { plainText } from "@/transcript";
import { parseSplices } from "./parse-splices";
import { placesOf, without, withoutQuoted } from "./without-quoted";

interface Place {
  readonly documentId: number;
  readonly episodeId: number;
  readonly showId: number;
  /** The episode's path: /{show}/{slug}. */
  readonly address: string;
}

/**
 * Removes a text from everything that quotes a document: proposals, summaries, commits, comments, notices,
 * mails, reports, claims, the audit log, names of people. Runs in the transaction that wrote the redaction.
 */
export async function redactQuotes(
  tx: Transaction,
  place: Place,
  { text, inWords }: { readonly text: string; readonly inWords: boolean },
): Promise<void> {
  const { documentId, episodeId } = place;
  const plain = plainText(text);
  const spellings = plain.length > 1 && plain !== text ? [text, plain] : [text];
  const quoted = (from: string, cut?: "end" | "both") => withoutQuoted(from, { spellings, cut, inWords });
  await rewriteProposals(tx, documentId, (from) => without(from, text, { inWords }), quoted);
  await rewriteSummaries(tx, documentId, quoted);
  await rewriteRows(quoted, [
    {
      rows: await tx.$queryRaw<Row[]>`
        SELECT t.id::text, t.text FROM comments AS t JOIN contributions AS c ON c.id = t.contribution_id
        WHERE c.document_id = ${documentId}`,
      write: (id, said) => tx.$executeRaw`UPDATE comments SET text = ${said} WHERE id = ${Number(id)}`,
    },
    {
      rows: await tx.$queryRaw<Row[]>`
        SELECT t.id::text, t.comment AS text FROM reviews AS t JOIN contributions AS c ON c.id = t.contribution_id
        WHERE c.document_id = ${documentId} AND t.comment IS NOT NULL`,
      write: (id, said) => tx.$executeRaw`UPDATE reviews SET comment = ${said} WHERE id = ${Number(id)}`,
    },
    {
      rows: await tx.$queryRaw<Row[]>`
        SELECT t.id::text, t.text FROM notices AS t JOIN contributions AS c ON c.id = t.contribution_id
        WHERE c.document_id = ${documentId} AND t.text IS NOT NULL`,
      write: (id, said) => tx.$executeRaw`UPDATE notices SET text = ${said} WHERE id = ${Number(id)}`,
    },
    {
      rows: await tx.$queryRaw<Row[]>`
        SELECT id::text, quote AS text FROM reports WHERE document_id = ${documentId}`,
      cut: "end",
      write: (id, said) => tx.$executeRaw`UPDATE reports SET quote = ${said} WHERE id = ${id}::uuid`,
    },
    {
      rows: await tx.$queryRaw<Row[]>`
        SELECT id::text, note AS text FROM reports WHERE document_id = ${documentId} AND note IS NOT NULL`,
      write: (id, said) => tx.$executeRaw`UPDATE reports SET note = ${said} WHERE id = ${id}::uuid`,
    },
  ]);
  await rewriteMails(tx, place, quoted);
  await rewriteClaims(tx, documentId, episodeId, quoted);
  await rewriteAudit(tx, place.showId, quoted);
  // Nobody has this name any more.
  const named = await tx.$queryRaw<{ id: number; name: string }[]>`
    SELECT id, name FROM people WHERE position(${text} IN name) > 0`;
  const ids = named.filter(({ name }) => placesOf(name, text, { inWords }).length > 0).map(({ id }) => id);
  await tx.$executeRaw`
    DELETE FROM people AS p WHERE p.id = ANY(${ids}::int[])
      AND NOT EXISTS (SELECT FROM appearances AS a WHERE a.person_id = p.id)
      AND NOT EXISTS (SELECT FROM credits AS c WHERE c.person_id = p.id)`;
}

type Quoted = (from: string, cut?: "end" | "both") => string;

interface Row {
  readonly id: string;
  readonly text: string;
}

interface Rows {
  readonly rows: readonly Row[];
  readonly cut?: "end" | "both";
  readonly write: (id: string, said: string) => Promise<unknown>;
}

async function rewriteRows(quoted: Quoted, all: readonly Rows[]): Promise<void> {
  for (const { rows, cut, write } of all) {
    for (const { id, text } of rows) {
      const said = quoted(text, cut);
      if (said !== text) await write(id, said);
    }
  }
}

async function rewriteProposals(
  tx: Transaction,
  documentId: number,
  left: (from: string) => string,
  quoted: Quoted,
) {
  const rows = await tx.contributionVersion.findMany({ where: { documentId } });
  for (const { contributionId, number, splices, summary } of rows) {
    const all = parseSplices(splices);
    const said = quoted(summary, "end");
    const rewritten = all.map((one) => ({ ...one, before: left(one.before), after: left(one.after) }));
    const isSame = rewritten.every(
      ({ before, after }, i) => before === all[i]?.before && after === all[i]?.after,
    );
    if (said === summary && isSame) continue;
    await tx.$executeRaw`
      UPDATE contribution_versions SET splices = ${JSON.stringify(rewritten)}::jsonb, summary = ${said}
      WHERE contribution_id = ${contributionId} AND number = ${number}`;
  }
}

/**
 * Rewrites summaries of revisions, also of a revision that removed the text itself, and messages of commits.
 * An update of the commits' rows, even of none, makes every repository be made again from the log.
 */
async function rewriteSummaries(tx: Transaction, documentId: number, quoted: Quoted): Promise<void> {
  const revisions = await tx.$queryRaw<{ number: number; summary: string }[]>`
    SELECT number, summary FROM revisions WHERE document_id = ${documentId}`;
  for (const { number, summary } of revisions) {
    const said = quoted(summary, "end");
    if (said === summary) continue;
    await tx.$executeRaw`
      UPDATE revisions SET summary = ${said} WHERE document_id = ${documentId} AND number = ${number}`;
  }
  // `sealCommits` reads summaries before it writes commits, so it must not run meanwhile.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.commits}::bigint)`;
  const commits = await tx.$queryRaw<{ position: bigint; message: string; summary: string }[]>`
    SELECT c.position, c.message, r.summary FROM commits AS c JOIN log AS l ON l.position = c.position
    JOIN revisions AS r ON r.document_id = l.document_id AND r.number = l.revision_number
    WHERE l.document_id = ${documentId}`;
  const positions: bigint[] = [];
  const messages: string[] = [];
  for (const { position, message } of commits) {
    const [first = "", ...rest] = message.split("\n");
    const said = [quoted(first, "end"), ...rest.map((line) => quoted(line))].join("\n");
    if (said === message) continue;
    positions.push(position);
    messages.push(said);
  }
  await tx.$executeRaw`
    UPDATE commits AS c SET message = n.message
    FROM unnest(${positions}::bigint[], ${messages}::text[]) AS n (position, message)
    WHERE c.position = n.position`;
}

/**
 * Rewrites mails about the document's contributions or with links to its episode, including those already
 * sent.
 */
async function rewriteMails(tx: Transaction, { documentId, address }: Place, quoted: Quoted): Promise<void> {
  const mails = await tx.$queryRaw<{ id: number; subject: string; text: string }[]>`
    SELECT m.id, m.subject, m.text FROM mails AS m
    WHERE position(${address} IN m.text) > 0 OR EXISTS (
      SELECT FROM contributions AS c
      WHERE c.document_id = ${documentId} AND m.text ~ ('/contributions/' || c.id || '\\M'))`;
  for (const mail of mails) {
    const subject = quoted(mail.subject, "end");
    const text = mail.text
      .split("\n")
      .map((line) => quoted(line, "end"))
      .join("\n");
    if (subject === mail.subject && text === mail.text) continue;
    await tx.$executeRaw`UPDATE mails SET subject = ${subject}, text = ${text} WHERE id = ${mail.id}`;
  }
}

/**
 * Rewrites quotes and propositions of claims. Raises the episode's `claims_version`, under which their pages
 * and lists are cached.
 */
async function rewriteClaims(tx: Transaction, documentId: number, episodeId: number, quoted: Quoted) {
  const anchors = await tx.claimAnchor.findMany({ where: { documentId } });
  for (const { id, exact, prefix, suffix } of anchors) {
    const data = { exact: quoted(exact), prefix: quoted(prefix, "both"), suffix: quoted(suffix, "both") };
    if (data.exact !== exact || data.prefix !== prefix || data.suffix !== suffix)
      await tx.claimAnchor.update({ where: { id }, data });
  }
  const claims = await tx.claim.findMany({ where: { episodeId }, include: { evidence: true } });
  const or = (said: string | null) => said && quoted(said);
  for (const { id, speaker, proposition, quantity, base, reason, evidence } of claims) {
    const was = { speaker, proposition, base, reason };
    const now = { speaker: or(speaker), proposition: or(proposition), base: or(base), reason: or(reason) };
    const measured = JSON.parse(JSON.stringify(quantity), (_, value) =>
      typeof value === "string" ? quoted(value) : value,
    );
    if (JSON.stringify([was, quantity]) !== JSON.stringify([now, measured]))
      await tx.claim.update({ where: { id }, data: { ...now, quantity: measured } });
    for (const link of evidence) {
      const { note, reason: why, decisionReason } = link;
      const data = { note: or(note), reason: or(why), decisionReason: or(decisionReason) };
      if (data.note !== note || data.reason !== why || data.decisionReason !== decisionReason)
        await tx.evidence.update({ where: { id: link.id }, data });
    }
  }
  await tx.$executeRaw`UPDATE episodes SET claims_version = claims_version + 1 WHERE id = ${episodeId}`;
}

async function rewriteAudit(tx: Transaction, showId: number, quoted: Quoted): Promise<void> {
  const rows = await tx.$queryRaw<{ id: bigint; subject: unknown }[]>`
    SELECT id, subject FROM audit WHERE show_id = ${showId}`;
  for (const { id, subject } of rows) {
    const said = JSON.stringify(subject, (_, value) => (typeof value === "string" ? quoted(value) : value));
    if (said !== JSON.stringify(subject))
      await tx.$executeRaw`UPDATE audit SET subject = ${said}::jsonb WHERE id = ${id}::bigint`;
  }
}
