import { type Refusal, refuse } from "./problems";

/** The most bytes in a body: room for the longest text, at three bytes a character. */
const MOST_BODY_BYTES = 12_000_000;

/** Reads a body as JSON. Stops at the limit, whatever Content-Length says. */
export async function readJsonBody(
  request: Request,
): Promise<{ readonly ok: true; readonly value: unknown } | Refusal> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    return refuse("not-json", "Send the body as JSON, with Content-Type: application/json.");
  const tooLarge = refuse("too-large", `A body has at most ${MOST_BODY_BYTES / 1_000_000} MB.`);
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BODY_BYTES) {
    await request.body?.cancel();
    return tooLarge;
  }
  const bytes = await readAtMost(request.body, MOST_BODY_BYTES);
  if (!bytes) return tooLarge;
  try {
    return { ok: true, value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return refuse("bad-json", "The body is not valid JSON in UTF-8.");
  }
}

/** Reads a body into memory; null where it has more bytes than that. */
export async function readAtMost(
  body: AsyncIterable<Uint8Array> | null,
  most: number,
): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    // Leaving the loop cancels the stream, so the rest is never read.
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
