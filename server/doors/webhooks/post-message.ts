import { connect, type Reach, reach } from "@/server/net/connect";

/** Whether a message has arrived, and what was answered, in words. */
export interface Posted {
  readonly ok: boolean;
  readonly outcome: string;
}

// Whoever takes longer is to answer first and work afterwards.
const PATIENCE_SECONDS = 10;

/**
 * Posts a message to an address that somebody else chose: never to an internal one, following no redirect, reading
 * nothing of what is answered but the status. It has arrived where that is one of 200 to 299.
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
