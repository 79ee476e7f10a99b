import { createHash } from "node:crypto";
import { trimEndWhere } from "@/lib/trim-where";

// The UUID namespace that the Podcast Namespace defines.
const NAMESPACE = Buffer.from("ead4c236bf5858c6a2c6a6b28d128cb6", "hex");

/** `podcast:guid`: the version 5 UUID of a feed's address, without scheme and trailing slashes. */
export function podcastGuid(feedUrl: string): string {
  const name = trimEndWhere(feedUrl.replace(/^[a-z]+:\/\//i, ""), (sign) => sign === "/");
  const hash = createHash("sha1").update(NAMESPACE).update(name).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
