import { PARAGRAPH_LINK, paragraphId } from "@/lib/page-contract";

/**
 * The HTML at the end of each paragraph: its permanent link. It is HTML and no component, because a long episode has
 * a thousand paragraphs, and React would have to create each element. It holds no text, so it is neither counted as a
 * word nor copied; the style sheet draws its sign. With scripts it opens the paragraph's menu, and a flag that
 * reports errors appears beside it (components/reading/follow-with-flag).
 */
export function paragraphLinks(segmentId: number): string {
  return `<a ${PARAGRAPH_LINK} href="#${paragraphId(segmentId)}" aria-label="Paragraph ${segmentId}"></a>`;
}
