import { createHash } from "node:crypto";
import { isKnown } from "./is-known";

interface Text {
  readonly body: string;
  /** Its media type, with the charset. */
  readonly type: string;
  readonly etag?: string;
  readonly changedAt?: Date;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Serves a text to anybody, players of other sites too, and not again to whoever has it. It may be kept, and is asked
 * for anew each time.
 */
export function serveText(request: Request, { body, type, changedAt, headers, ...text }: Text): Response {
  const etag = text.etag ?? `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const all = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cache-Control": "public, no-cache",
    ETag: etag,
    ...(changedAt ? { "Last-Modified": changedAt.toUTCString() } : {}),
    ...headers,
  };
  if (isKnown(request.headers, { etag, changedAt })) return new Response(null, { status: 304, headers: all });
  return new Response(body, { headers: { ...all, "Content-Type": type } });
}
