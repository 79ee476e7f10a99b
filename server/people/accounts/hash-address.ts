import { createHmac } from "node:crypto";

/**
 * A network address as the site keeps it: enough to count by, and nobody can tell the address from it without the
 * site's secret. Twenty-two letters and digits of base64url, 128 bits of HMAC-SHA-256.
 */
export function hashAddress(address: string, secret: string): string {
  const hash = createHmac("sha256", secret).update(`address ${address}`).digest();
  return hash.subarray(0, 16).toString("base64url");
}
