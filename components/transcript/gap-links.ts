import { GAP, MARK } from "@/lib/page-contract";

// As server/text/episodes/render-segment writes it.
const WRITTEN = new RegExp(`(<a class="gap" ${MARK}="gap" ${GAP}="(\\d+)"[^>]*? href=)"[^"]*"`, "g");

/**
 * A paragraph's HTML with each of its gaps as the way to fill it: without scripts a link to its form, with scripts
 * what opens the form in place.
 *
 * @param html made by server/text/episodes/render-segment
 * @param href the episode's address
 */
export function gapLinks(html: string, segmentId: number, href: string): string {
  if (!html.includes(GAP)) return html;
  return html.replace(WRITTEN, (_, opening, gap) => `${opening}"/gaps${href}?p=${segmentId}&amp;gap=${gap}"`);
}
