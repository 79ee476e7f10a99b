import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const [IV, TAG] = [12, 16];

/** A key of its own for this purpose, so that no other use of the secret is weakened by it (RFC 5869). */
const keyOf = (secret: string) => Buffer.from(hkdfSync("sha256", secret, "", "on-record mirror token", 32));

/** Encrypts a token with a key made from the site's secret: AES-256-GCM, nonce and tag before the text. */
export function sealToken(secret: string, token: string): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(ALGORITHM, keyOf(secret), iv);
  const sealed = Buffer.concat([cipher.update(token, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), sealed]));
}

/** Reads a sealed token; null where it was sealed with another secret, or changed. */
export function openToken(secret: string, sealed: Uint8Array): string | null {
  try {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv(ALGORITHM, keyOf(secret), bytes.subarray(0, IV), {
      authTagLength: TAG,
    });
    decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
