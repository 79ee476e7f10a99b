import { runAside } from "@/server/text/threads/run-aside";
import { type PiecesFound, type PiecesToAlign, runAligner } from "./run-aligner";

/** Seconds of sound that are aligned in a thread, which is there at once: what one edit touches, about a second of work. */
const MOST_ASIDE = 90;
/** Milliseconds: for the work and, at first, the model. */
const DEADLINE = 15_000;

/**
 * Aligns parts of a sound that was heard before: a few in a thread, which has the model already, and many in a process of
 * their own, which everything else goes before.
 *
 * @returns null where nothing is kept of the sound
 * @throws the signal's reason, if that ends it
 */
export async function alignPieces(
  asked: PiecesToAlign,
  { signal }: { readonly signal?: AbortSignal | undefined },
): Promise<PiecesFound | null> {
  const seconds = asked.pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  if (seconds <= MOST_ASIDE) {
    const told = await runAside({
      ...{ file: "server/text/alignment/sound-tasks.ts", table: "SOUND_TASKS", name: "pieces" },
      ...{ input: asked, deadline: DEADLINE },
    });
    signal?.throwIfAborted();
    if (told.ok) return told.result as PiecesFound | null;
  }
  const told = await runAligner({ kind: "pieces", ...asked }, { signal });
  return "pieces" in told ? told : null;
}
