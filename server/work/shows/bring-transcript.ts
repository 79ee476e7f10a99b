import { randomUUID } from "node:crypto";
import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { takeFrom } from "@/server/people/limits/take-from";
import { readSource } from "@/server/text/documents/read-source";
import { saidIn, saysTheSame } from "@/server/text/documents/said-in";
import {
  type ReadTranscriptFile,
  readTranscriptFile,
} from "@/server/text/transcript-files/read-transcript-file";
import { storeTimes } from "@/server/text/transcript-files/store-times";
import { takeTimes } from "@/server/text/transcript-files/take-times";
import type { Contributor } from "@/server/work/contributions/contributor";
import { findDocument } from "@/server/work/contributions/find-document";
import { keepFileTimes } from "@/server/work/contributions/keep-file-times";
import { mayContribute } from "@/server/work/contributions/may-contribute";
import { mergeFile } from "@/server/work/contributions/merge-file";
import type { Proposed } from "@/server/work/contributions/proposal";
import { propose } from "@/server/work/contributions/propose";
import type { Refusal } from "@/server/work/contributions/refusal";
import { type BegunDocument, beginDocument } from "@/server/work/first-texts/begin-document";
import { type FirstRefusal, proposeFirst } from "@/server/work/first-texts/propose-first";
import { isUnnamed, parse, type TextOrigin, timesInFile } from "@/transcript";

/** A transcript's file as somebody sends it, or what they pasted. */
export interface BroughtFile {
  readonly bytes: Uint8Array;
  /** What it is called; its ending tells its kind where its content does not. */
  readonly name: string;
  readonly type: string | null;
}

interface Bringing {
  readonly showId: number;
  readonly episodeId: number;
  readonly file: BroughtFile;
  readonly author: Contributor;
  /** Who made the text, where the file does not tell. */
  readonly origin?: TextOrigin["origin"] | undefined;
  /**
   * What becomes of edits that were made here since the transcript was imported, where there is one: `merge` keeps them,
   * `whole` proposes the file's text as it is.
   */
  readonly edits?: "merge" | "whole" | undefined;
  readonly agreed?: boolean | undefined;
  readonly idempotencyKey?: string | undefined;
}

export type BroughtTranscript =
  | { readonly ok: true; readonly status: "added"; readonly documentId: number; readonly hasUnnamed: boolean }
  | { readonly ok: true; readonly status: "proposed"; readonly contribution: Proposed }
  /** An episode's first transcript, by somebody who does not review at its show. */
  | { readonly ok: true; readonly status: "first-proposed"; readonly id: number }
  /** Only its times were other ones, and they were taken over. */
  | { readonly ok: true; readonly status: "times" }
  | { readonly ok: false; readonly reason: "unreadable"; readonly line: number | null; readonly why: string }
  | Extract<BegunDocument, { ok: false }>
  | ({ readonly ok: false } & FirstRefusal);

/** Reads what somebody sends as a transcript: any kind of file, or text that was pasted. */
export const readBrought = ({ bytes, name, type }: BroughtFile): Promise<ReadTranscriptFile> =>
  readTranscriptFile(bytes, { type, name });

type Asking = Pick<Bringing, "showId" | "episodeId" | "author" | "agreed">;

/** The transcript that is there, and why somebody may bring none; asked before a byte of a file is read. */
async function askRights(db: Database, { showId, episodeId, author, agreed = false }: Asking) {
  const standing = await standingAt(db, { personId: author.id, showId });
  const there = await db.document.findFirst({
    where: { episodeId, kind: "transcript", head: { gt: 0 } },
    select: { id: true },
  });
  const document = there && (await findDocument(db, there.id));
  if (document)
    return {
      standing,
      document,
      forbidden: await mayContribute(db, { author, document, showId, standing, agreed }),
    };
  if (mayReview(standing)) return { standing, document, forbidden: null };
  // A first transcript is credited to somebody, who reads what became of it.
  if (author.id === null) return { standing, document, forbidden: { reason: "sign-in" } as const };
  const show = await db.show.findUniqueOrThrow({ where: { id: showId } });
  return {
    standing,
    document,
    forbidden: await mayContribute(db, { author, document: show, showId, standing, agreed }),
  };
}

export type LookedAtFile =
  | { readonly ok: true; readonly read: ReadTranscriptFile }
  | { readonly ok: false; readonly reason: "not-allowed" | "too-fast" }
  | ({ readonly ok: false } & Refusal);

/** A file of megabytes takes the process up to a second. */
const LOOKS_A_MINUTE = 20;

/** What a file would become, for whoever may bring it. Nothing is kept. */
export async function lookAtFile(
  db: Database,
  { file, ...asking }: Omit<Asking, "agreed"> & { readonly file: BroughtFile },
): Promise<LookedAtFile> {
  const { forbidden } = await askRights(db, { ...asking, agreed: true });
  if (forbidden) return { ok: false, ...forbidden };
  const { id, addressHash } = asking.author;
  const key = `look-at-file:${id ?? `address:${addressHash}`}`;
  if (!(await takeFrom(db, { key, limit: LOOKS_A_MINUTE, perSeconds: 60 })).ok)
    return { ok: false, reason: "too-fast" };
  return { ok: true, read: await readBrought(file) };
}

/**
 * Takes a transcript that somebody brings. An episode without one gets it, from those who review at its show; from others it is
 * proposed to them. Where there is
 * one, the file's becomes a contribution like any other, three-way where people have edited since the import; if only its
 * times are other ones, a reviewer's are taken over without touching a word.
 */
export async function bringTranscript(db: Database, bringing: Bringing): Promise<BroughtTranscript> {
  const { showId, episodeId, file, author, origin, edits = "merge" } = bringing;
  const { standing, document, forbidden } = await askRights(db, bringing);
  if (forbidden) return { ok: false, ...forbidden };
  const read = await readBrought(file);
  if (!read.ok) return { ok: false, reason: "unreadable", line: read.problem.line, why: read.problem.reason };
  const { text } = read.written;
  const made = read.maker
    ? ({ origin: "recogniser", recogniser: read.maker } as const)
    : { origin: origin ?? "unknown", recogniser: null };
  if (!document && !mayReview(standing)) {
    const first = await proposeFirst(db, {
      ...{ showId, author, of: { episodeId }, text, origin: made, channel: "form" },
      wordTimes: storeTimes(read),
      agreed: bringing.agreed ?? false,
      idempotencyKey: `${author.id}:${bringing.idempotencyKey ?? randomUUID()}`,
    });
    if (!first.ok && first.reason === "has-transcript") return bringTranscript(db, bringing);
    return first.ok ? { ok: true, status: "first-proposed", id: first.id } : first;
  }
  if (!document) {
    if (author.id === null) return { ok: false, reason: "not-allowed" };
    const begun = await beginDocument(db, {
      ...{ showId, episodeId, kind: "transcript", text, author: { id: author.id, name: author.name } },
      wordTimes: storeTimes(read),
      origin: made,
    });
    // Somebody has added one at the same moment: this one is to replace it.
    if (!begun.ok && begun.reason === "there-already") return bringTranscript(db, bringing);
    if (!begun.ok) return begun;
    return { ok: true, status: "added", documentId: begun.documentId, hasUnnamed: hasUnnamed(text) };
  }
  const { id: documentId, path, head } = document;
  const source = await readSource(db, { documentId, number: head, path });
  if (source && mayReview(standing) && saysTheSame(saidIn(source.transcript), saidIn(parse(text)))) {
    const times = timesInFile(read.cues, read.written);
    const { duration } = document;
    const taken =
      times && (await db.$transaction((tx) => takeTimes(tx, { documentId, path, text, times, duration })));
    if (taken) return { ok: true, status: "times" };
  }
  const merged =
    edits === "whole"
      ? { base: head, text }
      : await mergeFile(db, { document: { id: documentId, path, head }, before: null, text });
  const proposed = await propose(db, {
    ...{ author, documentId, base: merged.base, text: merged.text, channel: "document" },
    ...{ agreed: bringing.agreed, idempotencyKey: bringing.idempotencyKey },
    message: `Replace the transcript by a file (${read.kind})`,
  });
  if (!proposed.ok) return proposed;
  const times = proposed.contribution.status === "open" ? timesInFile(read.cues, read.written) : null;
  if (times) await keepFileTimes(db, { contributionId: proposed.contribution.id, text, times });
  return { ok: true, status: "proposed", contribution: proposed.contribution };
}

const hasUnnamed = (text: string) =>
  parse(text).segments.some(({ kind, name }) => kind === "speech" && name !== null && isUnnamed(name));
