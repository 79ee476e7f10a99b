import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "@/server/db";
import { type AudioKind, audioKind, HEAD } from "./audio-kind";
import type { FileStore } from "./file-store";

/** A file that is kept, or why it is not. */
export type KeptFile =
  | {
      readonly ok: true;
      readonly hash: string;
      readonly bytes: number;
      readonly type: string;
      readonly url: string;
    }
  | { readonly ok: false; readonly reason: "too-large" | "not-audio" | "empty" | "broken-off" };

interface Keeping {
  readonly db: Database;
  readonly store: FileStore;
  /** Where the file lies while it comes. */
  readonly folder: string;
  readonly mostBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Media types and endings of the kinds of audio that browsers play. */
const KINDS: Partial<Record<AudioKind | "m4a", { readonly type: string; readonly ending: string }>> = {
  mp3: { type: "audio/mpeg", ending: "mp3" },
  m4a: { type: "audio/mp4", ending: "m4a" },
  wav: { type: "audio/wav", ending: "wav" },
  flac: { type: "audio/flac", ending: "flac" },
  opus: { type: "audio/ogg", ending: "opus" },
  vorbis: { type: "audio/ogg", ending: "ogg" },
};

/**
 * Keeps an audio file as it comes, in bounded memory and size, under the hash of its content. What it is, its first bytes
 * tell; its name and what its sender says do not count. Of one that is refused or breaks off nothing stays.
 */
export async function keepAudio(body: AsyncIterable<Uint8Array>, keeping: Keeping): Promise<KeptFile> {
  const { db, store, folder, mostBytes, signal } = keeping;
  await mkdir(folder, { recursive: true });
  const path = join(folder, `coming-${randomUUID()}`);
  const file = await open(path, "w");
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    let head = Buffer.alloc(0);
    try {
      for await (const chunk of body) {
        signal?.throwIfAborted();
        bytes += chunk.length;
        if (bytes > mostBytes) return { ok: false, reason: "too-large" };
        if (head.length < HEAD) {
          head = Buffer.concat([head, chunk.subarray(0, HEAD - head.length)]);
          // Before all of it is here: nobody sends a gigabyte to be told.
          if (head.length >= HEAD && !kindOf(head)) return { ok: false, reason: "not-audio" };
        }
        hash.update(chunk);
        await file.writeFile(chunk);
      }
    } catch {
      return { ok: false, reason: "broken-off" };
    }
    if (bytes === 0) return { ok: false, reason: "empty" };
    const kind = kindOf(head);
    if (!kind) return { ok: false, reason: "not-audio" };
    const name = hash.digest("hex");
    await store.put(name, path, kind.type);
    await db.upload.upsert({
      where: { sha256: name },
      create: { sha256: name, kind: "audio", type: kind.type, bytes: BigInt(bytes) },
      // It is used again from now on.
      update: { createdAt: new Date() },
    });
    // Uploads that nobody uses are cleaned away: this one may have gone just before it was noted.
    if ((await store.sizeOf(name)) === null) await store.put(name, path, kind.type);
    return { ok: true, hash: name, bytes, type: kind.type, url: `/static/${name}.${kind.ending}` };
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}

function kindOf(head: Buffer) {
  // An MP4 file begins with a box of this type.
  return KINDS[head.subarray(4, 8).toString("latin1") === "ftyp" ? "m4a" : audioKind(head)];
}
