import { isKnown } from "@/lib/http/is-known";
import { hashOf } from "./hash-of";
import type { Made } from "./kept";

/** Serves what was just made to one request, where it is not kept: not again to whoever has it. */
export function serveMade(request: Request, { body, headers, changedAt, ...made }: Made): Response {
  const etag = made.etag ?? `"${hashOf(body)}"`;
  const { "content-type": type, ...rest } = headers as Record<string, string>;
  const all = {
    ...rest,
    etag,
    ...(changedAt ? { "last-modified": changedAt.toUTCString() } : {}),
  };
  if (isKnown(request.headers, { etag, changedAt })) return new Response(null, { status: 304, headers: all });
  return new Response(new Uint8Array(body), {
    headers: { ...all, ...(type ? { "content-type": type } : {}) },
  });
}
