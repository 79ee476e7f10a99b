import { type Conflict, merge, serialize } from "@/transcript";
import { compareAside, MOST_HERE } from "./compare-aside";
import { readSide, type Side } from "./read-side";

interface Sides {
  /** The document's path, which says how it is read. */
  readonly path: string;
  readonly base: Side;
  readonly ours: Side;
  readonly theirs: Side;
}

export type MergedAside =
  | { readonly ok: true; readonly merged: Side }
  /** Without conflicts where the texts are large: each would be told with three of them. */
  | { readonly ok: false; readonly reason: "conflict"; readonly conflicts: readonly Conflict[] }
  /** There was no time to merge them. */
  | { readonly ok: false; readonly reason: "too-hard" };

/** Merges two changes of one base: small texts at once, large ones beside the process that answers. */
export async function mergeAside({ path, base, ours, theirs }: Sides): Promise<MergedAside> {
  if (base.text.length + ours.text.length + theirs.text.length > MOST_HERE) {
    const texts = { path, base: base.text, ours: ours.text, theirs: theirs.text };
    const aside = await compareAside("merge", texts);
    if (!aside.ok) return aside;
    if (!aside.result.ok) return { ok: false, reason: "conflict", conflicts: [] };
    return { ok: true, merged: readSide({ path, text: aside.result.text }) };
  }
  const merged = merge(base.transcript, ours.transcript, theirs.transcript);
  return merged.ok
    ? { ok: true, merged: { transcript: merged.transcript, text: serialize(merged.transcript) } }
    : { ok: false, reason: "conflict", conflicts: merged.conflicts };
}
