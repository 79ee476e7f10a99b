import { connect, type Reach, reach } from "@/server/net/connect";

/** Whether a message was delivered, and the response in words. */
export interface Posted {
  readonly ok: boolean;
  readonly outcome: string;
}

// A slower receiver should answer first and work afterwards.
const PATIENCE_SECONDS = 10;

/**
 * Posts a message to an address that someone else chose: never an internal one, without following redirects,
 * reading only the response's status. A status from 200 to 299 means it was delivered.
 */
export async function postMessage(
  url: string,
  body: string,
  { headers, ...options }: Reach & { readonly headers: Readonly<Record<string, string>> },
): Promise<Posted> {
  const signal = AbortSignal.timeout(PATIENCE_SECONDS * 1000);
  try {
    const found = await reach(url, options);
    if (!found.ok) return { ok: false, outcome: found.message };
    const response = await connect(found, {
      signal,
      headers: { ...headers, "Content-Type": "application/json" },
      body: Buffer.from(body),
    });
    response.destroy();
    const status = response.statusCode ?? 0;
    return { ok: status >= 200 && status < 300, outcome: `answered with ${status}` };
  } catch (error) {
    if (signal.aborted) return { ok: false, outcome: `no answer within ${PATIENCE_SECONDS} seconds` };
    const { code, message } = error as NodeJS.ErrnoException;
    return { ok: false, outcome: `cannot be reached: ${code ?? message}` };
  }
}
