import { PARAGRAPH_LINK, paragraphId } from "@/lib/page-contract";

/**
 * What stands at the end of every paragraph: its own link, which leads to it as long as it can be recognised. As HTML,
 * because a long episode has a thousand paragraphs, and the browser would have to make each of these as an element of
 * the framework's first. It holds no text, so that neither the count of words nor a copied passage has any of it; its
 * sign is drawn by the style sheet. With scripts it opens the paragraph's menu, and the way to say that something is
 * wrong stands beside it while one points at the paragraph (components/reading/wrong-flag).
 */
export function paragraphLinks(segmentId: number): string {
  return `<a ${PARAGRAPH_LINK} href="#${paragraphId(segmentId)}" aria-label="Paragraph ${segmentId}"></a>`;
}
