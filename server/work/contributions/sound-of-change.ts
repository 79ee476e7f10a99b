import { readEnvironment } from "@/lib/read-environment";
import type { Database } from "@/server/db";
import { parseDocument } from "@/server/text/documents/parse-document";
import { readSource } from "@/server/text/documents/read-source";
import { fetchingOf } from "@/server/text/sounds/fetching-of";
import { words } from "@/transcript";
import type { Change } from "./proposal";
import { weighChange } from "./weigh-change";
import type { SoundWitness } from "./witness-of";

/** Characters of changes that are compared with the sound: some paragraphs. Of more, a person hears the whole. */
const MOST_WEIGHED = 50_000;

/** What the sound says of a change that is about to be written; null where it says nothing: see `weighChange`. */
export async function soundOfChange(
  db: Database,
  { document, base, splices }: Pick<Change, "document" | "base" | "splices">,
): Promise<SoundWitness | null> {
  const size = splices.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
  if (document.kind === "notes" || size > MOST_WEIGHED) return null;
  const { id: documentId, path } = document;
  const source = await readSource(db, { documentId, number: base, path });
  if (source?.known?.source !== "audio") return null;
  const replaced = splices.map(({ start, end, after }) => ({
    ...{ start, end },
    put: parseDocument({ path, text: after }).segments.flatMap(({ body }) =>
      words(body).map(({ text }) => text),
    ),
  }));
  const { folder } = fetchingOf(readEnvironment());
  return weighChange(db, { document, source, replaced, folder });
}
