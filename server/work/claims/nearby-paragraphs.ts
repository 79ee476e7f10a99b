import type { Transaction } from "@/server/db";
import { parseDocument } from "@/server/text/documents/parse-document";
import { paragraphText } from "@/server/text/quotes/quote";
import type { Transcript } from "@/transcript";

// People name an answer some turns before they say its figure: "JavaScript … Oh, it is there? … It's there, 43 %."
const AROUND = [0, -1, 1, -2, -3, -4, -5, -6, -7, -8, 2];

/** The text of a paragraph and of those around it, nearest first. */
export function nearbyParagraphs({ segments }: Transcript, position: number): string[] {
  return AROUND.flatMap((by) => {
    const segment = segments[position + by];
    return segment ? [paragraphText(segment.body)] : [];
  });
}

/** The same, of a paragraph at the head of its document; nothing where the paragraph is gone. */
export async function readNearby(
  tx: Transaction,
  { documentId, segmentId }: { documentId: number; segmentId: number },
): Promise<string[]> {
  const document = await tx.document.findUnique({ where: { id: documentId } });
  const segment = await tx.segment.findUnique({ where: { documentId_id: { documentId, id: segmentId } } });
  if (!document || segment?.position == null) return [];
  const revision = await tx.revision.findUnique({
    where: { documentId_number: { documentId, number: document.head } },
  });
  return revision
    ? nearbyParagraphs(parseDocument({ path: document.path, text: revision.text }), segment.position)
    : [];
}
