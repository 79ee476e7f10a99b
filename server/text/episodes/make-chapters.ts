import type { Reader } from "@/server/db";
import type { Made } from "@/server/text/pages/kept";
import { makeText } from "@/server/text/pages/make-text";
import { findChapters } from "./find-chapters";

/** An episode's chapters as the Podcast Namespace's JSON, as they are served; none where it has none. */
export async function makeChapters(
  db: Reader,
  wanted: { readonly show: string; readonly slug: string },
): Promise<Made | null> {
  const chapters = await findChapters(db, wanted);
  return (
    chapters && makeText({ body: JSON.stringify(chapters), type: "application/json+chapters; charset=utf-8" })
  );
}
