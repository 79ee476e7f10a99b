import type { Database, DocumentKind, Transaction } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import { appendRevisions } from "@/server/text/documents/append-revisions";
import type { StoredTimes } from "@/server/text/documents/pack-starts";
import { textProblem } from "@/server/work/contributions/check-proposal";
import { controlCharacters, type TextOrigin } from "@/transcript";

interface Beginning {
  readonly showId: number;
  readonly episodeId: number;
  readonly kind: DocumentKind;
  readonly text: string;
  /** The times of its words, where a file has them. */
  readonly wordTimes?: StoredTimes | undefined;
  /** Who or what made it; nobody knows where nothing is said. */
  readonly origin?: TextOrigin | undefined;
  readonly author: { readonly id: string; readonly name: string };
}

export type BegunDocument =
  | { readonly ok: true; readonly documentId: number }
  | {
      readonly ok: false;
      readonly reason:
        | "not-allowed"
        | "there-already"
        | "empty"
        | "not-text"
        | "too-long"
        | "control-characters";
    };

/**
 * Gives an episode its first transcript or its first show notes. For those who review at the show: there is nothing yet
 * that a contribution could change.
 */
export async function beginDocument(db: Database, beginning: Beginning): Promise<BegunDocument> {
  const { showId, episodeId, kind, text, wordTimes, origin, author } = beginning;
  if (!mayReview(await standingAt(db, { personId: author.id, showId })))
    return { ok: false, reason: "not-allowed" };
  if (text.trim() === "") return { ok: false, reason: "empty" };
  const problem = textProblem(text);
  if (problem === "too-long" || problem === "not-text") return { ok: false, reason: problem };
  if (controlCharacters(text).length > 0) return { ok: false, reason: "control-characters" };
  return db.$transaction(
    async (tx) => {
      const begun = await beginIn(tx, {
        ...{ showId, episodeId, kind, text, wordTimes, origin, author },
        summary: kind === "notes" ? "Begin the show notes" : "Add the transcript",
      });
      if (begun.ok)
        await record(tx, { actor: author, action: "add", showId, subject: { document: begun.path } });
      return begun;
    },
    { timeout: 60_000, maxWait: 30_000 },
  );
}

interface BeginningIn extends Omit<Beginning, "author"> {
  readonly author: { readonly id: string | null; readonly name: string };
  readonly summary: string;
  /** Where it should lie in the repository, if nothing lies there. */
  readonly path?: string | null;
  /** Who accepted it, where somebody proposed it. */
  readonly reviewer?: { readonly id: string | null; readonly name: string };
}

/**
 * Makes a document and its first revision, in the caller's transaction, of a text that is known to be one, for somebody who is
 * known to be allowed to. Of two that begin at once, the second is told.
 */
export async function beginIn(
  tx: Transaction,
  { episodeId, kind, text, wordTimes, origin, author, summary, path: wanted, reviewer }: BeginningIn,
): Promise<
  | { readonly ok: true; readonly documentId: number; readonly path: string }
  | { readonly ok: false; readonly reason: "there-already" }
> {
  await tx.$queryRaw`SELECT id FROM episodes WHERE id = ${episodeId} FOR NO KEY UPDATE`;
  const episode = await tx.episode.findUniqueOrThrow({
    where: { id: episodeId },
    select: {
      slug: true,
      show: { select: { slug: true, filePrefix: true } },
      documents: { where: { kind }, select: { id: true } },
    },
  });
  if (episode.documents.length > 0) return { ok: false, reason: "there-already" };
  const { slug: show, filePrefix } = episode.show;
  const isFree = wanted && !(await takenPaths(tx, wanted)).has(wanted);
  const stem = `${show}/${filePrefix ? `${filePrefix}-` : ""}${episode.slug}`;
  const path = isFree ? wanted : await freePath(tx, stem, kind === "notes" ? ".notes.md" : ".md");
  const document = await tx.document.create({
    data: {
      ...{ episodeId, kind, path },
      origin: origin?.origin ?? "unknown",
      recogniser: origin?.recogniser ?? null,
    },
    select: { id: true },
  });
  const appended = await appendRevisions(tx, [
    {
      ...{ documentId: document.id, base: 0, text, author, wordTimes, summary },
      ...(reviewer && { accepted: { contributionId: null, reviewer, edited: false } }),
    },
  ]);
  if (!appended.ok)
    throw new Error(`The document that was just created cannot be changed: ${appended.reason}.`);
  return { ok: true, documentId: document.id, path };
}

/** A path that no document has: another show's file may have come under the one that is usual. */
async function freePath(tx: Transaction, stem: string, ending: string): Promise<string> {
  const taken = await takenPaths(tx, stem);
  let path = `${stem}${ending}`;
  for (let n = 2; taken.has(path); n++) path = `${stem}-${n}${ending}`;
  return path;
}

/** The paths that documents have, here or in a repository that their show follows: two in one file would become each other. */
async function takenPaths(tx: Transaction, stem: string): Promise<ReadonlySet<string>> {
  const beginning = { where: { path: { startsWith: stem } }, select: { path: true } };
  const [own, renamed] = [await tx.document.findMany(beginning), await tx.renamedFile.findMany(beginning)];
  return new Set([...own, ...renamed].map(({ path }) => path));
}
