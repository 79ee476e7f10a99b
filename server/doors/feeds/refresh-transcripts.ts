import { createHash } from "node:crypto";
import { hostOf } from "@/lib/host-of";
import type { Database } from "@/server/db";
import { type FetchOptions, fetchBytes } from "@/server/net/fetch-bytes";
import { IMPORT } from "@/server/text/documents/import-author";
import { readSource } from "@/server/text/documents/read-source";
import { redactAgain, redactedLines } from "@/server/text/documents/redact-again";
import { saidIn, saysTheSame } from "@/server/text/documents/said-in";
import { charsetIn } from "@/server/text/transcript-files/kind-of";
import {
  type ReadTranscriptFile,
  readTranscriptFile,
} from "@/server/text/transcript-files/read-transcript-file";
import { takeTimes } from "@/server/text/transcript-files/take-times";
import { isUndecided } from "@/server/work/contributions/is-undecided";
import { keepFileTimes } from "@/server/work/contributions/keep-file-times";
import { mergeFile } from "@/server/work/contributions/merge-file";
import { propose } from "@/server/work/contributions/propose";
import { withdrawSuperseded } from "@/server/work/contributions/withdraw-superseded";
import { parse, timesInFile } from "@/transcript";
import { MOST_BYTES, MOST_KEPT_BYTES } from "./choose-transcript";
import { RECENT_DAYS } from "./import-feed";

/** What the change of a file came to. */
export type FileOutcome = "ours" | "times" | "proposed" | "nothing";

/** How many files were asked for again, and what came of those that had changed. */
export interface RefreshedTranscripts {
  asked: number;
  ours: number;
  times: number;
  proposed: number;
  nothing: number;
  failed: number;
}

interface Options {
  readonly db: Database;
  readonly showId: number;
  readonly fetch?: Pick<FetchOptions, "allowInternal" | "resolve" | "limitSeconds">;
  readonly signal?: AbortSignal;
  /** Whether each file is asked for, also those that were asked for today. */
  readonly every?: boolean;
}

// A file that is mended is mended within days; to ask once a day finds it soon enough.
const ASK_EVERY_HOURS = 20;
// A show has an episode a day at most; what is more comes with the next fetch.
const MOST_FILES = 100;
// Our own text may come back some revisions late.
const LATEST_REVISIONS = 20;

interface SourceRow {
  readonly id: number;
  readonly url: string;
  readonly type: string | null;
  readonly grain: string;
  readonly content: Uint8Array | null;
  readonly sha256: Uint8Array;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly contributionId: number | null;
  readonly before: string | null;
  /** Whether it has changed since the transcript was made of it. */
  readonly wasChanged: boolean;
  readonly documentId: number;
  readonly path: string;
  readonly head: number;
  readonly redactions: number;
  readonly duration: number | null;
}

/**
 * Asks for the transcript files of a show's recent episodes again. One that has changed becomes a contribution, merged three
 * ways from the text that was fetched last. If only its times are other ones, they are taken over, and no word is touched.
 * Our own text that comes back by the host is known as ours: nothing becomes of it.
 */
export async function refreshTranscripts(options: Options): Promise<RefreshedTranscripts> {
  const { db, showId, fetch, signal } = options;
  const sum: RefreshedTranscripts = { asked: 0, ours: 0, times: 0, proposed: 0, nothing: 0, failed: 0 };
  for (const file of await findFiles(options)) {
    signal?.throwIfAborted();
    sum.asked += 1;
    const known = { etag: file.etag, lastModified: file.lastModified };
    const fetched = await fetchBytes(file.url, { ...fetch, signal, known, mostBytes: MOST_BYTES });
    const read = fetched.ok
      ? await readTranscriptFile(fetched.bytes, {
          type: file.type ?? fetched.contentType,
          name: file.url,
          charset: charsetIn(fetched.contentType),
        })
      : null;
    if (!fetched.ok || !read?.ok) {
      const isUnchanged = !fetched.ok && fetched.reason === "unchanged";
      if (!isUnchanged) sum.failed += 1;
      const reason = fetched.ok ? (read && !read.ok ? read.problem.reason : "") : fetched.message;
      await note(db, file.id, { problem: isUnchanged ? null : reason.slice(0, 1000) });
      continue;
    }
    const { etag, lastModified } = fetched.validators;
    const sha256 = createHash("sha256").update(fetched.bytes).digest();
    if (sha256.equals(file.sha256)) {
      await note(db, file.id, { problem: null, etag, lastModified });
      continue;
    }
    const outcome = await takeChange(db, {
      showId,
      file,
      read,
      bytes: fetched.bytes,
      sha256,
      etag,
      lastModified,
    });
    sum[outcome] += 1;
  }
  return sum;
}

async function findFiles({ db, showId, every = false }: Options): Promise<SourceRow[]> {
  return db.$queryRaw<SourceRow[]>`
    SELECT f.id, f.url, f.type, f.grain, f.content, f.sha256, c.etag, c.last_modified AS "lastModified",
           c.contribution_id AS "contributionId", c.before, c.outcome IS NOT NULL AS "wasChanged", d.id AS "documentId", d.path, d.head, d.redactions,
           e.duration_seconds AS duration
    FROM source_files AS f
    JOIN episodes AS e ON e.id = f.episode_id
    JOIN documents AS d ON d.episode_id = e.id AND d.kind = 'transcript' AND d.from_feed AND d.head > 0
    LEFT JOIN source_checks AS c ON c.file_id = f.id
    WHERE e.show_id = ${showId} AND f.taken
      AND coalesce(e.published_at, f.fetched_at) > now() - make_interval(days => ${RECENT_DAYS})
      AND (${every} OR coalesce(c.checked_at, f.fetched_at) < now() - make_interval(hours => ${ASK_EVERY_HOURS}))
    ORDER BY c.checked_at NULLS FIRST, f.id LIMIT ${MOST_FILES}`;
}

interface Checked {
  readonly problem: string | null;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
}

/** Notes that a file was asked for, beside the file: nothing that a page shows has changed. */
async function note(db: Database, fileId: number, checked: Checked): Promise<void> {
  const data = { ...checked, checkedAt: new Date() };
  await db.sourceCheck.upsert({ where: { fileId }, create: { fileId, ...data }, update: data });
}

interface Change {
  readonly showId: number;
  readonly file: SourceRow;
  readonly read: Extract<ReadTranscriptFile, { ok: true }>;
  readonly bytes: Buffer;
  readonly sha256: Buffer;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/**
 * Does what a file's change asks for, then keeps the file in place of what it was. A run that is killed in between is
 * repeated: the same text is proposed once.
 */
async function takeChange(db: Database, change: Change): Promise<FileOutcome> {
  const { file, read, bytes, sha256, etag, lastModified } = change;
  const { documentId } = file;
  // What was removed for good does not come back with the file.
  const lines = await redactedLines(db, documentId);
  const text = redactAgain(read.written.text, lines);
  const pending = file.contributionId === null ? null : await findUndecided(db, file.contributionId);
  // What nobody has accepted or rejected yet is proposed again, within the newer change.
  const before = pending === null ? await textOf(db, file, lines) : file.before;
  const made = await decide(db, { change, text, before });
  await db.$transaction(async (tx) => {
    if (made.outcome === "times")
      await takeTimes(tx, { documentId, path: file.path, text, times: made.times, duration: file.duration });
    const contributionId = made.outcome === "proposed" ? made.contributionId : null;
    if (pending !== null && pending !== contributionId) await withdrawSuperseded(tx, pending);
    const isKept = bytes.length <= MOST_KEPT_BYTES && file.redactions === 0;
    await tx.sourceFile.update({
      where: { id: file.id },
      data: {
        ...{ kind: read.kind, grain: read.grain, recogniser: read.maker, fetchedAt: new Date() },
        ...{ bytes: bytes.length, content: isKept ? new Uint8Array(bytes) : null },
        sha256: new Uint8Array(sha256),
      },
    });
    const { outcome } = made;
    const problem = made.outcome === "nothing" ? made.problem : null;
    const data = {
      ...{ etag, lastModified, outcome, problem, contributionId, before },
      checkedAt: new Date(),
    };
    await tx.sourceCheck.upsert({
      where: { fileId: file.id },
      create: { fileId: file.id, ...data },
      update: data,
    });
  });
  return made.outcome;
}

type Made =
  | { readonly outcome: "ours" }
  | { readonly outcome: "times"; readonly times: NonNullable<ReturnType<typeof timesInFile>> }
  | { readonly outcome: "proposed"; readonly contributionId: number }
  | { readonly outcome: "nothing"; readonly problem: string | null };

interface Deciding {
  readonly change: Change;
  readonly text: string;
  readonly before: string | null;
}

async function decide(db: Database, { change, text, before }: Deciding): Promise<Made> {
  const { file, read, sha256 } = change;
  const { documentId, path, head } = file;
  const theirs = saidIn(parse(text));
  const last = before === null ? null : saidIn(parse(before));
  if (last && saysTheSame(last, theirs)) {
    const times = timesInFile(read.cues, { ...read.written, text });
    return times && GRAINS.indexOf(read.grain) <= GRAINS.indexOf(file.grain)
      ? { outcome: "times", times }
      : { outcome: "nothing", problem: null };
  }
  const names = theirs.turns.some(({ speaker }) => speaker !== null && speaker !== UNKNOWN);
  for (let number = head; number > Math.max(0, head - LATEST_REVISIONS); number--) {
    const source = await readSource(db, { documentId, number, path });
    const ours = source && saidIn(source.transcript);
    if (ours && (names ? saysTheSame(ours, theirs) : ours.text === theirs.text)) return { outcome: "ours" };
  }
  const merged = await mergeFile(db, { document: { id: documentId, path, head }, before, text });
  const proposed = await propose(db, {
    author: { ...IMPORT, addressHash: `feed:${documentId}` },
    ...{ documentId, base: merged.base, text: merged.text, channel: "import" },
    message: messageOf(file.url, merged.kept),
    idempotencyKey: `feed:${documentId}:${sha256.toString("hex")}`,
  });
  if (proposed.ok) {
    const contributionId = proposed.contribution.id;
    const isOpen = proposed.contribution.status === "open";
    const times = isOpen ? timesInFile(read.cues, { ...read.written, text }) : null;
    if (times) await keepFileTimes(db, { contributionId, text, times });
    return { outcome: "proposed", contributionId };
  }
  return { outcome: "nothing", problem: proposed.reason === "nothing-changed" ? null : proposed.reason };
}

const GRAINS = ["word", "line", "none"];
/** What `cuesToTranscript` calls a speaker whom the file does not name. */
const UNKNOWN = "Unknown speaker";

const messageOf = (url: string, kept: number) =>
  `The transcript at ${hostOf(url)} has changed${kept > 0 ? `; ${kept} ${kept === 1 ? "place" : "places"} edited here stay` : ""}`;

async function findUndecided(db: Database, id: number): Promise<number | null> {
  const found = await db.contribution.findUnique({ where: { id }, select: { status: true } });
  return found && isUndecided(found.status) ? id : null;
}

/** The file's text when it was last fetched, in our format; where it is not kept, the text that was imported last. */
async function textOf(db: Database, file: SourceRow, lines: readonly string[]): Promise<string | null> {
  if (file.wasChanged && file.content) {
    const read = await readTranscriptFile(file.content, { type: file.type, name: file.url });
    if (read.ok) return redactAgain(read.written.text, lines);
  }
  const imported = await db.revision.findFirst({
    where: { documentId: file.documentId, imported: true },
    orderBy: { number: "desc" },
    select: { text: true },
  });
  return imported?.text ?? null;
}
