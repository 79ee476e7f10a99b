import type { Made } from "./kept";

interface Text extends Omit<Made, "body" | "headers"> {
  readonly body: string | Buffer;
  /** Its media type, with the charset. */
  readonly type: string;
  /** Beside those that every text has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A text for anybody, players of other sites too. It may be kept by whoever gets it, and is asked for anew each time. */
export function makeText({ body, type, headers, ...text }: Text): Made {
  return {
    ...text,
    body: typeof body === "string" ? Buffer.from(body) : body,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-expose-headers": "ETag",
      "cache-control": "public, no-cache",
      "content-type": type,
      ...headers,
    },
  };
}
