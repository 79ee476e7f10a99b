import type { ContributionChannel, ContributionStatus, Database } from "@/server/db";
import { wordStartsUrl } from "@/server/text/episodes/word-starts-url";
import { type Conflict, diffWords, type Edit, withinSteps } from "@/transcript";
import { hasSecondReviewer } from "./accept";
import { type Editable, readEditable } from "./compose-edit";
import { type ContributionCounts, countContributions } from "./count-contributions";
import { isShowable } from "./is-showable";
import { listRivals, type Rival } from "./list-rivals";
import { mayDecide } from "./may-decide";
import type { MergeState } from "./merge-state";
import { type ContributionHunk, readContribution } from "./read-contribution";
import type { SoundWitness } from "./witness-of";

/** A contribution with all that a reviewer needs to decide it. It travels as JSON. */
export interface ReviewItem {
  readonly id: number;
  readonly version: number;
  readonly status: ContributionStatus;
  readonly channel: ContributionChannel;
  readonly summary: string;
  readonly added: number;
  readonly removed: number;
  /** Without an account, nobody can be asked for changes or told the reason. */
  readonly author: { readonly name: string; readonly handle: string | null; readonly hasAccount: boolean };
  /** What became of what they sent to the show before. */
  readonly record: ContributionCounts;
  /** It is the reviewer's own, and the show has somebody else to decide it. */
  readonly own: boolean;
  /** Who else looks at it just now. */
  readonly heldBy: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly show: { readonly slug: string; readonly title: string };
  readonly episode: {
    readonly slug: string;
    readonly title: string;
    readonly audio: { readonly url: string; readonly type: string | null } | null;
    readonly duration: number | null;
    readonly wordStartsUrl: string;
  };
  /** The first paragraph it changes, by its lasting id, and whether it is about show notes. */
  readonly segmentId: number | null;
  readonly notes: boolean;
  readonly base: number;
  readonly head: number;
  readonly hunks: readonly ContributionHunk[];
  /** What the sound says of it; null where that was not measured. */
  readonly sound: SoundWitness | null;
  readonly mergeStatus: MergeState["status"];
  readonly conflicts: readonly ReviewConflict[];
  readonly rivals: readonly Rival[];
  readonly editable: Editable;
}

/** A place that both today's text and the contribution changed. */
export interface ReviewConflict {
  readonly base: string;
  /** From the base to today's text, and to what is proposed. */
  readonly now: readonly Edit[];
  readonly proposed: readonly Edit[];
}

export type ReviewItemResult =
  | { readonly ok: true; readonly item: ReviewItem }
  /** `no-contribution`: there is none, or it is decided. */
  | { readonly ok: false; readonly reason: "no-contribution" | "not-allowed" };

/** Reads an undecided contribution for somebody who may decide it; of any other, nothing is read. */
export async function readReviewItem(
  db: Database,
  { id, reviewerId }: { id: number; reviewerId: string },
): Promise<ReviewItemResult> {
  const allowed = (await mayDecide(db, { ids: [id], personId: reviewerId })).get(id);
  if (!allowed) return { ok: false, reason: allowed === false ? "not-allowed" : "no-contribution" };
  const item = await itemFor(db, { id, reviewerId });
  return item ? { ok: true, item } : { ok: false, reason: "no-contribution" };
}

async function itemFor(
  db: Database,
  { id, reviewerId }: { id: number; reviewerId: string },
): Promise<ReviewItem | null> {
  const read = await readContribution(db, { id });
  if (!read?.merge) return null;
  const { place, version, merge } = read;
  const { addressHash } = await db.contribution.findUniqueOrThrow({
    where: { id },
    select: { addressHash: true },
  });
  const [record, rivals, editable, second] = await Promise.all([
    countContributions(db, { showId: place.showId, authorId: read.author.id, addressHash }),
    listRivals(db, { id, documentId: place.documentId, segmentId: place.segmentId, gap: place.gap }),
    readEditable(db, { id, version: version.number }),
    read.author.id === reviewerId ? hasSecondReviewer(db, place.showId, reviewerId) : false,
  ]);
  return {
    id,
    version: version.number,
    status: read.status,
    channel: read.channel,
    summary: version.summary,
    added: version.added,
    removed: version.removed,
    author: { name: read.author.name, handle: read.author.handle, hasAccount: read.author.id !== null },
    record,
    own: second,
    heldBy: read.hold && read.hold.id !== reviewerId ? read.hold.name : null,
    createdAt: read.createdAt.getTime(),
    show: { slug: place.show, title: place.showTitle },
    episode: {
      slug: place.slug,
      title: place.episodeTitle,
      audio: place.audio,
      duration: place.duration,
      wordStartsUrl: wordStartsUrl(
        { show: { slug: place.show }, slug: place.slug, duration: place.duration, times: place.times },
        merge.head,
      ),
    },
    segmentId: place.segmentId,
    notes: place.kind === "notes",
    base: version.base,
    head: merge.head,
    hunks: read.hunks,
    sound: read.sound,
    mergeStatus: merge.status,
    conflicts: merge.status === "conflict" ? withinSteps(() => conflictsAsShown(merge.conflicts)) : [],
    rivals,
    editable: editable && isEditable(editable) ? editable : { on: version.base, places: [] },
  };
}

/** Characters that are sent to the desk of what conflicts. */
const MOST_SENT = 350_000;

const isEditable = ({ places }: Editable) => isShowable(...places.map(({ text }) => text));

/** The first conflicts, as many as can be shown. */
function conflictsAsShown(conflicts: readonly Conflict[]): ReviewConflict[] {
  let room = MOST_SENT;
  const shown: ReviewConflict[] = [];
  for (const { base, ours, theirs } of conflicts) {
    room -= base.length + ours.length + theirs.length;
    if (room < 0) break;
    shown.push({ base, now: diffWords(base, ours), proposed: diffWords(base, theirs) });
  }
  return shown;
}
