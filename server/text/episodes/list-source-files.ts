import { hostOf } from "@/lib/host-of";
import type { Reader } from "@/server/db";

/** A transcript by others that an episode's feed names. */
export interface SourceFile {
  readonly id: number;
  /** vtt, srt, json, html, ttml, docx or text. */
  readonly kind: string;
  /** How fine its times are. */
  readonly grain: "word" | "line" | "none";
  /** BCP 47, if the feed says. */
  readonly language: string | null;
  readonly recogniser: string | null;
  /** Where it lies: without the address itself, which may hold a listener's key. */
  readonly host: string;
  /** Whether the episode's transcript was made of it. */
  readonly taken: boolean;
}

/** Lists the files that an episode's transcript was chosen from: the one it was made of comes first. */
export async function listSourceFiles(db: Reader, episodeId: number): Promise<readonly SourceFile[]> {
  const files = await db.sourceFile.findMany({
    where: { episodeId },
    orderBy: [{ taken: "desc" }, { id: "asc" }],
    select: { id: true, kind: true, grain: true, language: true, recogniser: true, url: true, taken: true },
  });
  return files.map(({ url, grain, ...file }) => ({
    ...file,
    host: hostOf(url),
    grain: grain === "word" || grain === "line" ? grain : "none",
  }));
}
