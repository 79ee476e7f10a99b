import { createHash } from "node:crypto";

/** Names bytes by what they are, as an ETag does. */
export const hashOf = (body: Buffer): string =>
  createHash("sha256").update(body).digest("base64url").slice(0, 22);
