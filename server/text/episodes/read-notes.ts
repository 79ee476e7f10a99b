import type { Reader } from "@/server/db";
import type { DocumentHead } from "./find-episode";
import { readRevision } from "./read-revision";
import { renderSegment } from "./render-segment";
import { outlineHtml } from "./safe-html";

/** An episode's show notes as safe HTML; null if there are none. */
export async function readNotes(db: Reader, notes: DocumentHead): Promise<string | null> {
  const revision = await readRevision(db, { documentId: notes.id, number: notes.revision });
  if (!revision) return null;
  const { html, block } = renderSegment(revision.text);
  return block ? outlineHtml(html) : `<p>${html}</p>`;
}
