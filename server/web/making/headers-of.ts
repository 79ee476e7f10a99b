import type { IncomingMessage } from "node:http";

/** The headers as they came, with what `markClient` has noted. */
export function headersOf({ headers }: IncomingMessage): Headers {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) all.set(name, String(value));
  return all;
}
