/** The result for one file. */
export type Outcome =
  | { readonly status: "new" | "changed" | "unchanged"; readonly words: number; readonly gaps: number }
  | { readonly status: "refused"; readonly reason: string }
  /** It was changed here and there: a maintainer decides on the contribution that it became. */
  | { readonly status: "proposed"; readonly reason: string };
