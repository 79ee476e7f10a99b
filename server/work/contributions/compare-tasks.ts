import { parseDocument } from "@/server/text/documents/parse-document";
import { merge, type Splice, serialize, withinSteps } from "@/transcript";
import { type CheckedProposal, checkProposal } from "./check-proposal";
import { type Described, describeChange } from "./describe-change";
import { type ConflictPlaces, findConflictPlaces } from "./find-conflict-places";

// What is compared in a thread of its own where the texts are large: texts in, plain values out.

interface Texts {
  /** The document's path, which says how it is read. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

interface Merging {
  readonly path: string;
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** The merged text, or where both sides changed the same. */
export type MergedTexts = { readonly ok: true; readonly text: string } | { readonly ok: false };

/** The comparisons, by name. Each is bounded: it takes time in proportion to the texts, and `MOST_STEPS`. */
export const COMPARE_TASKS = {
  check: ({
    path,
    before,
    after,
    within,
  }: Texts & { readonly within?: readonly [number, number] | undefined }): CheckedProposal =>
    checkProposal({
      before: parseDocument({ path, text: before }),
      after: parseDocument({ path, text: after }),
      within,
    }),
  describe: ({
    path,
    before,
    after,
    ...change
  }: Texts & {
    readonly splices: readonly Splice[];
    readonly at: number | null;
    readonly notes: boolean;
  }): Described =>
    describeChange({
      before: parseDocument({ path, text: before }),
      after: parseDocument({ path, text: after }),
      ...change,
    }),
  merge: ({ path, base, ours, theirs }: Merging): MergedTexts =>
    withinSteps(() => {
      const parsed = (text: string) => parseDocument({ path, text });
      const merged = merge(parsed(base), parsed(ours), parsed(theirs));
      return merged.ok ? { ok: true, text: serialize(merged.transcript) } : { ok: false };
    }),
  "conflict places": ({ path, base, ours, theirs }: Merging): ConflictPlaces | null => {
    const parsed = (text: string) => parseDocument({ path, text });
    return findConflictPlaces(parsed(base), parsed(ours), parsed(theirs));
  },
} as const;

export type CompareTasks = typeof COMPARE_TASKS;
