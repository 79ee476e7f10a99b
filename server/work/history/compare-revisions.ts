import type { Database } from "@/server/db";
import { readSource } from "@/server/text/documents/read-source";
import { type ContributionHunk, hunksOf } from "@/server/work/contributions/read-contribution";
import { splices } from "@/transcript";

interface Wanted {
  readonly documentId: number;
  readonly path: string;
  /** Usually the older one, but any two can be compared. */
  readonly from: number;
  readonly to: number;
  /** The audio's length in seconds, if known; `notes` for show notes, which are not heard. */
  readonly heard: number | null | "notes";
}

/** The changes from one revision to another, word by word; null if one of them does not exist. */
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
