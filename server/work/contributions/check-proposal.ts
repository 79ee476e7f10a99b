import { LONGEST_TEXT } from "@/lib/longest-text";
import { controlCharacters, type Splice, splices, type Transcript } from "@/transcript";
import type { TextProblem } from "./refusal";

export { LONGEST_TEXT };

/** Whether a text is one at all and not too long: what can be said before it is read. */
export function textProblem(text: string): TextProblem | null {
  if (text.length > LONGEST_TEXT) return "too-long";
  return /\p{Cs}/u.test(text) || text.includes("\0") ? "not-text" : null;
}

interface Proposal {
  readonly before: Transcript;
  readonly after: Transcript;
  /** The segments, [start, end), that the form meant to change; all of them where none are said. */
  readonly within?: readonly [start: number, end: number] | undefined;
}

export type CheckedProposal =
  | { readonly ok: true; readonly splices: readonly Splice[] }
  | { readonly ok: false; readonly reason: TextProblem };

/**
 * What a proposal puts in place of what, or why it is refused: it changes nothing; it changes what its form did not
 * mean to (`beyond`); it brings in characters that are no text. Those that were there before may stay.
 */
export function checkProposal({ before, after, within }: Proposal): CheckedProposal {
  const found = splices(before, after);
  if (found.length === 0) return { ok: false, reason: "nothing-changed" };
  const controls = (text: string) => controlCharacters(text).length;
  if (found.some((splice) => controls(splice.after) > controls(splice.before)))
    return { ok: false, reason: "control-characters" };
  if (within && found.some(({ start, end }) => start < within[0] || end > within[1]))
    return { ok: false, reason: "beyond" };
  return { ok: true, splices: found };
}
