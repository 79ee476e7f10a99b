import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { Database } from "@/server/db";
import { endGroup, spawnGit } from "@/server/doors/repository/run-git";
import { CONTENT_HASH, type FileStore } from "@/server/text/uploads/file-store";
import { PLATFORM_BRANCH } from "./write-platform";

/** Where restored uploads are to lie. */
export interface UploadsPlace {
  readonly store: FileStore;
  /** Where files lie while they come. */
  readonly folder: string;
}

interface Restoring extends UploadsPlace {
  readonly db: Database;
  /** The repository that the export was cloned into. */
  readonly path: string;
  /** The lines of `uploads.jsonl` and of `pictures.jsonl`. */
  readonly uploads: AsyncIterable<string>;
  readonly pictures: AsyncIterable<string>;
  readonly signal?: AbortSignal | undefined;
}

const upload = z.object({
  sha256: z.string().regex(CONTENT_HASH),
  kind: z.enum(["audio", "picture"]),
  type: z.string().max(200),
  bytes: z.number().int().min(0),
});
const hash = z.string().regex(CONTENT_HASH);
const picture = z.object({ url: z.string().max(2000), small: hash, medium: hash, large: hash });

/**
 * Puts the files of an export into the store, each checked against its name, and then the rows that tell of them. What an
 * interrupted restore left is left.
 *
 * @returns the name of a file that is not what its name says; null where all are
 */
export async function restoreUploads(restoring: Restoring): Promise<string | null> {
  const { db, store, folder, path, signal } = restoring;
  for await (const line of restoring.uploads) {
    signal?.throwIfAborted();
    const row = upload.parse(JSON.parse(line));
    if ((await store.sizeOf(row.sha256)) === null) {
      const found = await takeOut(path, row.sha256, folder);
      try {
        if (found.hash !== row.sha256) return row.sha256;
        await store.put(row.sha256, found.file, row.type);
      } finally {
        await rm(found.file, { force: true });
      }
    }
    const data = { ...row, bytes: BigInt(row.bytes) };
    await db.upload.upsert({ where: { sha256: row.sha256 }, create: data, update: {} });
  }
  for await (const line of restoring.pictures) {
    const { url, small, medium, large } = picture.parse(JSON.parse(line));
    const data = { smallHash: small, mediumHash: medium, largeHash: large };
    await db.picture.upsert({ where: { url }, create: { url, ...data }, update: data });
  }
  return null;
}

/** Writes a file of the export to the disk. */
async function takeOut(path: string, name: string, folder: string) {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `coming-${randomUUID()}`);
  const git = spawnGit(["cat-file", "blob", `${PLATFORM_BRANCH}:uploads/${name}`], { folder: path });
  git.stdin.end();
  git.stderr.resume();
  const ended = once(git, "close");
  const sum = createHash("sha256");
  const look = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(git.stdout, look, createWriteStream(file));
    await ended;
    return { file, hash: sum.digest("hex") };
  } finally {
    endGroup(git);
  }
}
