import { createHash } from "node:crypto";

/** The address of a text's HTML beneath a page: it names this HTML and no other, so what it answers never changes. */
export const textName = (page: string, html: string): string =>
  `${page}/text/${createHash("sha256").update(html).digest("base64url").slice(0, 22)}`;
