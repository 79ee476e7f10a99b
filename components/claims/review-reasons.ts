import type { ReviewReason } from "@/server/work/claims/list-claims-to-review";

/** Why a claim waits for a maintainer: in the queue, and above the claim. */
export const REVIEW_REASONS: Record<ReviewReason, { readonly short: string; readonly long: string }> = {
  proposed: { short: "a new claim", long: "A new claim" },
  evidence: { short: "a new figure", long: "A figure was proposed for it" },
  lost: { short: "its words are gone", long: "An edit changed its words: it stands at no place of the text" },
  changed: { short: "a figure was corrected", long: "A figure it rests on was corrected" },
  newer: {
    short: "a newer figure",
    long: "A newer wave has asked the same: the page keeps the value of its day",
  },
  conflicting: { short: "sources conflict", long: "Another source prints another figure" },
};
