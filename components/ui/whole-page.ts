import { headers } from "next/headers";

/**
 * Whether the page in the making is sent whole, as HTML, and not to a page that is open already. The header is set by
 * scripts/site.ts, and by nobody else.
 */
export const isWholePage = async (): Promise<boolean> => (await headers()).has("x-on-record-whole-page");
