import type { ContributionChannel, ContributionStatus } from "@/server/db";
import type { Standing } from "@/server/people/accounts/standing-at";
import type { Splice } from "@/transcript";
import type { Contributor } from "./contributor";
import type { Described } from "./describe-change";
import type { SegmentEdit } from "./edit-segment";
import type { ProposalDocument } from "./find-document";
import type { Place } from "./place-of";
import type { Refusal } from "./refusal";

interface Proposing {
  readonly author: Contributor;
  readonly documentId: number;
  /** The number of the revision that the change was made from. */
  readonly base: number;
  /** One line that says what it changes; where there is none, one is made. */
  readonly message?: string | undefined;
  /** Whether the author agrees to give it under the show's licence; asked once of each person. */
  readonly agreed?: boolean | undefined;
  /** A proof of work, where a show asks senders without an account for one. */
  readonly proof?: string | undefined;
  /** Chosen by whoever sends it: sent twice, it is one contribution. */
  readonly idempotencyKey?: string | undefined;
}

/** A whole text in place of a revision's. */
export interface Proposal extends Proposing {
  readonly text: string;
  readonly channel: ContributionChannel;
  /** The segments of the base, [start, end), that were meant to change; all of them where none are said. */
  readonly within?: readonly [start: number, end: number] | undefined;
}

/** What a form in the reader does to one paragraph. */
export interface ParagraphProposal extends Proposing {
  /** The lasting id of the paragraph. */
  readonly segmentId: number;
  /** What is done to it; where that depends on how it stands, a function of it. */
  readonly edits: readonly SegmentEdit[] | ((paragraph: Paragraph) => readonly SegmentEdit[]);
  /**
   * Whether it amends what its author has sent for the same gap or paragraph before, where nobody has decided on that yet.
   */
  readonly amendsOwn?: boolean;
}

/** A paragraph as the revision has it. */
export interface Paragraph {
  readonly name: string | null;
  readonly body: string;
  /** The body of the paragraph after it; null after the last. */
  readonly next: string | null;
  readonly newsletter: boolean;
}

/** Another text for a contribution that is undecided. */
export interface Amendment {
  /** The contribution. */
  readonly amends: number;
  readonly author: Contributor;
  /** The version it was made from: of two amendments at once, the second is told. */
  readonly version: number;
  readonly base: number;
  readonly text: string;
  readonly message?: string | undefined;
}

/** A contribution as it was made, or as it was already there (`again`). */
export interface Proposed {
  readonly id: number;
  readonly version: number;
  readonly status: ContributionStatus;
  readonly summary: string;
  readonly hunks: readonly Splice[];
  readonly again: boolean;
  /** The revision it was accepted as at once, by the show's trust rule. */
  readonly revision: number | null;
}

/** What a change comes to: all that is written of it. */
export interface Change extends Described {
  readonly document: ProposalDocument;
  readonly base: number;
  readonly splices: readonly Splice[];
}

/** A change that may be made, with all that `write` needs. */
export type Prepared =
  /** Nothing is left to write: the same was sent before. */
  | { readonly kind: "again"; readonly contribution: Proposed }
  | {
      readonly kind: "proposal";
      readonly author: Contributor;
      readonly standing: Standing;
      readonly channel: ContributionChannel;
      readonly idempotencyKey: string | undefined;
      readonly place: Place;
      readonly change: Change;
    }
  | {
      readonly kind: "amendment";
      readonly id: number;
      readonly author: { readonly id: string; readonly name: string };
      readonly version: number;
      readonly change: Change;
    };

export type PrepareResult =
  | { readonly ok: true; readonly prepared: Prepared }
  | ({ readonly ok: false } & Refusal);

export type ProposeResult =
  | { readonly ok: true; readonly contribution: Proposed }
  | ({ readonly ok: false } & Refusal);
