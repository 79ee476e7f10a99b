import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Fetched, type FetchOptions, fetchBytes } from "@/server/net/fetch-bytes";

/** An audio file's bytes, or why there are none. */
export type ReadAudio =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: string; readonly message: string };

// Four hours at 128 kbit/s are 230 MB: what is larger is not worth its way here.
const MOST_BYTES = 256_000_000;
// That much at 1 MB a second.
const LIMIT_SECONDS = 300;

/** Where the demonstration's own audio is: `/demo/….mp3`, which the site serves itself. */
export const OWN_AUDIO = /^\/demo\/([a-z0-9-]+\.mp3)$/;

/**
 * Reads the audio of an episode: the demonstration's own from its file, everything else over the web by the one way
 * out, which refuses internal addresses.
 */
export async function readAudio(url: string, options: Partial<FetchOptions> = {}): Promise<ReadAudio> {
  const own = OWN_AUDIO.exec(url)?.[1];
  if (!own) {
    const fetched: Fetched = await fetchBytes(url, {
      mostBytes: MOST_BYTES,
      limitSeconds: LIMIT_SECONDS,
      ...options,
    });
    return fetched;
  }
  try {
    return { ok: true, bytes: await readFile(join(process.cwd(), "public/demo", own)) };
  } catch (error) {
    return { ok: false, reason: "failed", message: `${url} cannot be read: ${(error as Error).message}` };
  }
}
