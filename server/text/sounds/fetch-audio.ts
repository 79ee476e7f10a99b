import { createWriteStream } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Database } from "@/server/db";
import type { Reach } from "@/server/net/connect";
import { type FetchedFile, fetchToFile } from "@/server/net/fetch-to-file";
import type { FileStore } from "@/server/text/uploads/file-store";
import type { SoundFolder } from "./sound-folder";
import { leaveAlone, takeTurn } from "./take-turn";

/** A file with audio, or why there is none. */
export type FetchedAudio =
  | { readonly ok: true; readonly path: string }
  | Extract<FetchedFile, { readonly ok: false }>;

export interface Fetching {
  readonly folder: SoundFolder;
  /** Which addresses are allowed. */
  readonly reach: Reach;
  /** Where the site is reached: what the hosts of podcasts are told of who asks. */
  readonly siteUrl: string;
  /** Where uploaded audio lies. */
  readonly store?: FileStore;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: (bytes: number, total: number | null) => void;
  /** By default half a gigabyte, nine hours at 128 kbit/s. */
  readonly mostBytes?: number;
  readonly stallSeconds?: number;
}

const MOST_BYTES = 512_000_000;
// Whoever comes for the same file within a day takes the one that is there.
const FRESH_SECONDS = 24 * 3600;

/** Where the demonstration's own audio is: `/demo/….mp3`, which the site serves itself. */
const OWN_AUDIO = /^\/demo\/([a-z0-9-]+\.mp3)$/;

/** Where uploaded audio is served. */
const UPLOADED = /^\/static\/([0-9a-f]{64})\./;

/**
 * How this site names itself where it fetches audio to align it. Hosts of podcasts count downloads, for which podcasters
 * are paid, and leave out those of agents with "bot" in their names.
 */
export const userAgentOf = (siteUrl: string) => `OnRecordBot/1.0 (bot; podcast transcripts; +${siteUrl})`;

/**
 * Fetches the audio of an episode to a file, one request at a time for each host. The demonstration's own lies on the disk
 * already. Whoever has heard it says so by `SoundFolder.forgetAudio`.
 *
 * @throws the signal's reason
 */
export async function fetchAudio(db: Database, url: string, fetching: Fetching): Promise<FetchedAudio> {
  const own = OWN_AUDIO.exec(url)?.[1];
  if (own) return readOwn(own, url);
  const { folder, siteUrl, signal, reach, progress, stallSeconds, mostBytes = MOST_BYTES } = fetching;
  let host = "";
  try {
    await folder.prepare();
    const path = folder.audioOf(url);
    const uploaded = UPLOADED.exec(url)?.[1];
    if (uploaded) {
      const file = await fetching.store?.open(uploaded);
      if (!file) return { ok: false, reason: "gone", message: `${url} is not in the store` };
      await pipeline(file, createWriteStream(path), { signal });
      return { ok: true, path };
    }
    const fetched = await fetchToFile(url, path, {
      ...reach,
      ...{ mostBytes, signal, freshSeconds: FRESH_SECONDS, userAgent: userAgentOf(siteUrl) },
      ...(progress && { progress }),
      ...(stallSeconds !== undefined && { stallSeconds }),
      turn: (next, stop) => {
        host = next;
        return takeTurn(db, next, stop);
      },
    });
    if (fetched.ok) return { ok: true, path };
    if (fetched.notBefore) await leaveAlone(db, host, fetched.notBefore);
    return fetched;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT") return { ok: false, reason: "disk-full", message };
    if (code === "EACCES" || code === "EROFS" || code === "ENOTDIR")
      return { ok: false, reason: "failed", message: `The folder for sounds cannot be used: ${message}` };
    throw error;
  }
}

async function readOwn(name: string, url: string): Promise<FetchedAudio> {
  const path = join(process.cwd(), "public/demo", name);
  try {
    await access(path);
    return { ok: true, path };
  } catch (error) {
    return { ok: false, reason: "failed", message: `${url} cannot be read: ${(error as Error).message}` };
  }
}
