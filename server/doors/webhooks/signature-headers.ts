import { createHmac } from "node:crypto";

/**
 * The secret with which a webhook's owner checks signatures. It is derived from the site's secret, so it is
 * not stored and can be shown again.
 */
export function signingSecret(siteSecret: string, webhookId: string): string {
  return `whsec_${createHmac("sha256", siteSecret).update(`webhook\0${webhookId}`).digest("base64")}`;
}

interface Signed {
  readonly secret: string;
  /** The message's id, the same at each attempt. */
  readonly id: string;
  /** Seconds since 1970, signed so that nobody can replay an old message. */
  readonly at: number;
  readonly body: string;
}

/** The headers of a signed message by Standard Webhooks: HMAC-SHA256 over its id, time and body. */
export function signatureHeaders({ secret, id, at, body }: Signed): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": `v1,${signature}` };
}
