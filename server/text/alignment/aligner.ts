/**
 * The aligner and its model. Raise it where either places words better: everything is then measured anew, in the order of
 * `planAlignments`.
 */
export const ALIGNER = "hmm-1";
