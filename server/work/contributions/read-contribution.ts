import { countWords } from "@/lib/count-words";
import type { ContributionChannel, ContributionStatus, Database, DocumentKind } from "@/server/db";
import { parseSplices } from "@/server/text/documents/parse-splices";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { diffWords, type Edit, plainText, type Splice, turns, withinSteps } from "@/transcript";
import { heardAt } from "./heard-at";
import { isShowable, MOST_SHOWN } from "./is-showable";
import { type MergeState, mergeState } from "./merge-state";
import { type SoundWitness, witnessOf } from "./witness-of";

/** A change that is too large to show, in figures: the words before and after. */
export interface CountedChange {
  readonly places: number;
  readonly removed: number;
  readonly added: number;
}

/** One run of paragraphs that a contribution changes, as it is shown. */
export interface ContributionHunk {
  /** Its source text word by word: deletions and insertions between what both sides share. */
  readonly edits: readonly Edit[];
  /** Set where it is too large to show, and there are no edits. */
  readonly counted: CountedChange | null;
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
  /** How often the times of its words were measured anew. */
  readonly times: number;
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
  /** What the sound says of the version shown; null where that was not measured. */
  readonly sound: SoundWitness | null;
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
      // The changes of each may be as long as a text: those of the one that is shown are read below.
      versions: { omit: { splices: true }, orderBy: { number: "asc" } },
      document: { include: { episode: { include: { show: true } } } },
    },
  });
  if (!row) return null;
  const shown = row.versions.find(({ number }) => number === (version ?? row.version));
  if (!shown) return null;
  const { document } = row;
  const { episode } = document;
  const duration = episode.durationSeconds;
  const { splices } = await db.contributionVersion.findUniqueOrThrow({
    where: { contributionId_number: { contributionId: id, number: shown.number } },
    select: { splices: true },
  });
  const all = parseSplices(splices);
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
      times: document.times,
      segmentId: row.segmentId,
      gap: row.gap,
      seconds: row.startSeconds,
      head: document.head,
    },
    hunks: hunksOf(source, all, document.kind === "notes" ? "notes" : duration),
    sound: witnessOf(shown),
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

/** Characters that each edit takes with the marks around it. */
const EACH_EDIT = 100;
const MOST_HUNKS = 300;
/** Characters of a neighbouring paragraph that are read: eighteen words of it are shown. */
const NEIGHBOUR = 2000;

/** The splices of a version, which fit its source, as they are shown; `notes` are not heard. */
export function hunksOf(
  source: Source,
  all: readonly Splice[],
  heard: number | null | "notes",
): ContributionHunk[] {
  return withinSteps(() => shownOf(source, all, heard));
}

function shownOf(source: Source, all: readonly Splice[], heard: number | null | "notes"): ContributionHunk[] {
  const { segments } = source.transcript;
  const said = turns(source.transcript);
  let turn = 0;
  const speakerAt = (start: number) => {
    while (turn < said.length - 1 && (said[turn]?.last ?? 0) < start) turn += 1;
    const { first = 0, last = -1, speaker = null } = said[turn] ?? {};
    return first <= start && start <= last ? speaker : null;
  };
  const text = (index: number, part: readonly [from: number, to?: number]) => {
    const segment = segments[index];
    return segment === undefined ? null : plainText(segment.body.slice(...part));
  };
  let room = MOST_SHOWN;
  const shown = all.slice(0, MOST_HUNKS).map((splice): ContributionHunk => {
    const { before, after, start, end } = splice;
    const fits = before.length + after.length <= room && isShowable(before, after);
    const compared = fits ? diffWords(before, after) : [];
    const cost = before.length + after.length + compared.length * EACH_EDIT;
    const isShown = fits && cost <= room;
    if (isShown) room -= cost;
    const edits = isShown ? compared : [];
    return {
      edits,
      counted: isShown ? null : countChanges([splice]),
      speaker: speakerAt(start),
      before: text(start - 1, [-NEIGHBOUR]),
      after: text(end, [0, NEIGHBOUR]),
      seconds: heard === "notes" ? null : heardAt(source, splice, compared[0], heard),
    };
  });
  const rest = all.slice(MOST_HUNKS);
  if (rest.length === 0) return shown;
  const counted = countChanges(rest);
  return [...shown, { edits: [], counted, speaker: null, before: null, after: null, seconds: null }];
}

function countChanges(all: readonly Splice[]): CountedChange {
  return {
    places: all.length,
    removed: all.reduce((sum, { before }) => sum + countWords(before), 0),
    added: all.reduce((sum, { after }) => sum + countWords(after), 0),
  };
}
