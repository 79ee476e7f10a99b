import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";

interface Asking {
  readonly show: string;
  readonly slug: string;
  readonly id: number;
  /** Who asks; null if nobody is signed in. */
  readonly personId: string | null;
}

const ENDINGS: Readonly<Record<string, string>> = { text: "txt" };

/**
 * Reads a transcript of others as it was fetched, for those who review at its show; null for anybody else, and if its
 * bytes are not kept.
 */
export async function readSourceFile(
  db: Database,
  { show, slug, id, personId }: Asking,
): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> } | null> {
  if (personId === null) return null;
  const where = { id, episode: { slug, show: { slug: show } } };
  const file = await db.sourceFile.findFirst({
    where,
    select: { kind: true, episode: { select: { showId: true } } },
  });
  if (!file || !mayReview(await standingAt(db, { personId, showId: file.episode.showId }))) return null;
  const { content } = (await db.sourceFile.findFirst({ where, select: { content: true } })) ?? {};
  return content
    ? { name: `${show}-${slug}-${id}.${ENDINGS[file.kind] ?? file.kind}`, bytes: content }
    : null;
}
