import type { Database } from "@/server/db";
import { readSource } from "@/server/text/documents/read-source";
import { type ContributionHunk, hunksOf } from "@/server/work/contributions/read-contribution";
import { splices } from "@/transcript";

interface Wanted {
  readonly documentId: number;
  readonly path: string;
  /** The older one, as a rule; any two can be compared. */
  readonly from: number;
  readonly to: number;
  /** The audio's length in seconds, where known; `notes` are not heard. */
  readonly heard: number | null | "notes";
}

/** What makes the one revision of the other, word by word; null where one of them is not there. */
export async function compareRevisions(
  db: Database,
  { documentId, path, from, to, heard }: Wanted,
): Promise<readonly ContributionHunk[] | null> {
  const [before, after] = await Promise.all(
    [from, to].map((number) => readSource(db, { documentId, number, path })),
  );
  if (!before || !after) return null;
  return hunksOf(before, splices(before.transcript, after.transcript), heard);
}
