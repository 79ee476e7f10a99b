import { GAP, MARK } from "@/lib/page-contract";

// As server/text/episodes/render-segment writes it.
const WRITTEN = new RegExp(`(<a class="gap" ${MARK}="gap" ${GAP}="(\\d+)"[^>]*? href=)"[^"]*"`, "g");

/**
 * Turns each gap of a paragraph's HTML into a link to its form. With scripts the form opens in place.
 *
 * @param html made by server/text/episodes/render-segment
 * @param href the episode's address
 */
export function gapLinks(html: string, segmentId: number, href: string): string {
  if (!html.includes(GAP)) return html;
  return html.replace(WRITTEN, (_, opening, gap) => `${opening}"/gaps${href}?p=${segmentId}&amp;gap=${gap}"`);
}
