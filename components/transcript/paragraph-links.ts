/**
 * What stands at the end of every paragraph: its own link, which leads to it as long as it can be recognised, and
 * the way to say that something is wrong with it. As HTML, because a long episode has a thousand paragraphs, and the
 * browser would have to make each of these as an element of the framework's first. They hold no text, so that
 * neither the count of words nor a copied passage has any of them; their signs are drawn by the style sheet.
 * Without scripts both are links that work; with scripts the first opens the paragraph's menu.
 *
 * @param href the episode's address
 */
export function paragraphLinks(segmentId: number, href: string): string {
  return (
    `<a data-paragraph href="#p${segmentId}" aria-label="Paragraph ${segmentId}"></a>` +
    `<a data-wrong href="${href}/report?p=${segmentId}" title="Something is wrong here"></a>`
  );
}
