import type { ContributionChannel, ContributionStatus, Database, DocumentKind } from "@/server/db";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { diffWords, type Edit, plainText, type Splice, turns } from "@/transcript";
import { heardAt } from "./heard-at";
import { type MergeState, mergeState } from "./merge-state";

/** One run of paragraphs that a contribution changes, as it is shown. */
export interface ContributionHunk {
  /** Its source text word by word: deletions and insertions between what both sides share. */
  readonly edits: readonly Edit[];
  /** Who speaks where it begins, where anybody is named. */
  readonly speaker: string | null;
  /** What stands before and behind it, as it is read; null at the beginning and at the end. */
  readonly before: string | null;
  readonly after: string | null;
  /** Seconds at which to begin listening; null where it is not heard. */
  readonly seconds: number | null;
}

/** Where a contribution belongs. */
export interface ContributionPlace {
  readonly documentId: number;
  readonly kind: DocumentKind;
  readonly path: string;
  readonly showId: number;
  readonly show: string;
  readonly showTitle: string;
  readonly slug: string;
  readonly episodeTitle: string;
  readonly audio: { readonly url: string; readonly type: string | null } | null;
  /** The audio's length in seconds, where known. */
  readonly duration: number | null;
  /** The first paragraph it changes, by its lasting id, and which of its gaps, from 0. */
  readonly segmentId: number | null;
  readonly gap: number | null;
  /** Seconds into the audio; null where it is not known. */
  readonly seconds: number | null;
  /** The newest revision's number. */
  readonly head: number;
}

export interface ContributionVersionLine {
  readonly number: number;
  readonly base: number;
  readonly summary: string;
  readonly added: number;
  readonly removed: number;
  readonly createdAt: Date;
}

/** A contribution with all that is shown of it. */
export interface ContributionView {
  readonly id: number;
  readonly channel: ContributionChannel;
  readonly status: ContributionStatus;
  /** The version that is shown, which need not be the newest. */
  readonly version: ContributionVersionLine;
  /** All versions, the first first. */
  readonly versions: readonly ContributionVersionLine[];
  readonly author: { readonly id: string | null; readonly name: string; readonly handle: string | null };
  readonly decider: { readonly name: string; readonly handle: string } | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly decidedAt: Date | null;
  /** The number of the revision it was accepted as, and when that was taken back. */
  readonly revision: number | null;
  readonly revertedAt: Date | null;
  /** Who else is looking at it just now. */
  readonly hold: { readonly id: string; readonly name: string; readonly until: Date } | null;
  readonly place: ContributionPlace;
  readonly hunks: readonly ContributionHunk[];
  /** What accepting the version shown would meet in today's text; null for what is decided. */
  readonly merge: MergeState | null;
}

/** Reads a contribution as pages show it, at its newest version or the one asked for; null where there is none such. */
export async function readContribution(
  db: Database,
  { id, version }: { id: number; version?: number | undefined },
): Promise<ContributionView | null> {
  const row = await db.contribution.findUnique({
    where: { id },
    include: {
      author: { select: { handle: true } },
      decider: { select: { name: true, handle: true } },
      holder: { select: { name: true, handle: true } },
      versions: { orderBy: { number: "asc" } },
      document: { include: { episode: { include: { show: true } } } },
    },
  });
  if (!row) return null;
  const shown = row.versions.find(({ number }) => number === (version ?? row.version));
  if (!shown) return null;
  const { document } = row;
  const { episode } = document;
  const duration = episode.durationSeconds;
  const all = shown.splices as unknown as Splice[];
  const source = await readSource(db, { documentId: document.id, number: shown.base, path: document.path });
  if (!source) return null;
  const undecided = row.status === "open" || row.status === "changes_requested";
  const until = row.heldUntil;
  const nameOf = (person: { name: string | null; handle: string }) => person.name ?? person.handle;
  return {
    id: row.id,
    channel: row.channel,
    status: row.status,
    version: line(shown),
    versions: row.versions.map(line),
    author: { id: row.authorId, name: row.authorName, handle: row.author?.handle ?? null },
    decider: row.decider && { name: nameOf(row.decider), handle: row.decider.handle },
    createdAt: row.createdAt,
    changedAt: row.changedAt,
    decidedAt: row.decidedAt,
    revision: row.revision,
    revertedAt: row.revertedAt,
    hold:
      row.holder && row.holderId !== null && until && until > new Date()
        ? { id: row.holderId, name: nameOf(row.holder), until }
        : null,
    place: {
      documentId: document.id,
      kind: document.kind,
      path: document.path,
      showId: episode.showId,
      show: episode.show.slug,
      showTitle: episode.show.title,
      slug: episode.slug,
      episodeTitle: episode.title,
      audio: episode.audioUrl ? { url: episode.audioUrl, type: episode.audioType } : null,
      duration,
      segmentId: row.segmentId,
      gap: row.gap,
      seconds: row.startSeconds,
      head: document.head,
    },
    hunks: hunksOf(source, all, document.kind === "notes" ? "notes" : duration),
    merge: undecided ? await mergeState(db, { document, source, splices: all }) : null,
  };
}

const line = ({ number, base, summary, added, removed, createdAt }: ContributionVersionLine) => ({
  number,
  base,
  summary,
  added,
  removed,
  createdAt,
});

/** The splices of a version as they are shown; `notes` are not heard. */
export function hunksOf(
  source: Source,
  all: readonly Splice[],
  heard: number | null | "notes",
): ContributionHunk[] {
  const { segments } = source.transcript;
  const said = turns(source.transcript);
  const text = (index: number) => {
    const segment = segments[index];
    return segment === undefined ? null : plainText(segment.body);
  };
  return all.map((splice) => ({
    edits: diffWords(splice.before, splice.after),
    speaker: said.find(({ first, last }) => first <= splice.start && splice.start <= last)?.speaker ?? null,
    before: text(splice.start - 1),
    after: text(splice.end),
    seconds: heard === "notes" ? null : heardAt(source, splice, heard),
  }));
}
