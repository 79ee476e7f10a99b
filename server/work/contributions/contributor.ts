/** Who contributes: somebody who is signed in, or somebody of whom only a name and a hashed address are known. */
export type Contributor =
  | { readonly id: string; readonly name: string; readonly addressHash?: string | null }
  | { readonly id: null; readonly name: string; readonly addressHash: string };

/** The licence of what is contributed to a show that states none. */
export const DEFAULT_LICENCE = "CC BY-SA 4.0";
