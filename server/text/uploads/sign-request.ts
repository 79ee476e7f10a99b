import { createHash, createHmac } from "node:crypto";

/** Who signs a request to a bucket, and for where. */
export interface Signer {
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

interface Request {
  readonly method: string;
  /** Its path needs no escaping. */
  readonly url: URL;
  /** Headers that are signed too, in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The SHA-256 of what is sent, in hexadecimal. */
  readonly payload: string;
  readonly at?: Date;
}

/** The headers that prove who asks, with those that are signed: AWS Signature Version 4, as S3 wants it. */
export function signRequest(
  { region, keyId, secret }: Signer,
  { method, url, headers = {}, payload, at = new Date() }: Request,
): Record<string, string> {
  const now = at.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const day = now.slice(0, 8);
  const signed = { ...headers, host: url.host, "x-amz-content-sha256": payload, "x-amz-date": now };
  const sorted = Object.entries(signed).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = sorted.map(([name]) => name).join(";");
  const request = [
    ...[method, url.pathname, ""],
    ...sorted.map(([name, value]) => `${name}:${value.trim()}`),
    ...["", names, payload],
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", now, scope, createHash("sha256").update(request).digest("hex")].join(
    "\n",
  );
  let key: string | Buffer = `AWS4${secret}`;
  for (const part of [day, region, "s3", "aws4_request"])
    key = createHmac("sha256", key).update(part).digest();
  const signature = createHmac("sha256", key).update(text).digest("hex");
  return {
    ...signed,
    authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}
