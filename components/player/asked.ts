import { PARAGRAPH_ID } from "@/lib/page-contract";
import { parseMoment } from "@/lib/time";

/** What an address or a reader asks for: a second of the text's times, or the id of a paragraph's element. */
export type Asked = number | string;

/** What the address asks for: the second of `#t=255`, the paragraph of `#p12`, or the second of `?t=255`. */
export const asked = (): Asked | undefined => askedInFragment() ?? momentIn(location.search);

/** The same, from the address's fragment alone. */
export function askedInFragment(): Asked | undefined {
  const fragment = location.hash.slice(1);
  return PARAGRAPH_ID.test(fragment) ? fragment : momentIn(fragment);
}

const momentIn = (query: string) => parseMoment(new URLSearchParams(query).get("t"));
