import { createHmac } from "node:crypto";

/** What a webhook's owner checks signatures with: derived, so that it is kept nowhere and can be shown again. */
export function signingSecret(siteSecret: string, webhookId: string): string {
  return `whsec_${createHmac("sha256", siteSecret).update(`webhook\0${webhookId}`).digest("base64")}`;
}

interface Signed {
  readonly secret: string;
  /** The message's own id, the same at each attempt. */
  readonly id: string;
  /** Seconds since 1970, so that nobody can send an old one again. */
  readonly at: number;
  readonly body: string;
}

/** The headers of a signed message, as Standard Webhooks has them: HMAC-SHA256 over its id, its time and its body. */
export function signatureHeaders({ secret, id, at, body }: Signed): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": `v1,${signature}` };
}
