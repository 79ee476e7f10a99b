import { createHmac } from "node:crypto";

/**
 * A network address as the site stores it: equal addresses can be counted, but without the site's secret
 * nobody can tell the address. 22 characters of base64url: 128 bits of HMAC-SHA-256.
 */
export function hashAddress(address: string, secret: string): string {
  const hash = createHmac("sha256", secret).update(`address ${address}`).digest();
  return hash.subarray(0, 16).toString("base64url");
}
