import { createHash, randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { Database, Transaction } from "@/server/db";
import type { FileStore } from "./file-store";

/** A picture's three files: the hashes of their contents. */
export interface PictureFiles {
  readonly small: string;
  readonly medium: string;
  readonly large: string;
}

export type KeptPicture =
  | { readonly ok: true; readonly files: PictureFiles }
  | { readonly ok: false; readonly reason: "not-a-picture" };

/** The longest side of each size, in pixels: beside a title on a dense screen, in a list of covers, a whole cover. */
export const SIZES = { small: 192, medium: 600, large: 1400 } as const;

/** Covers are at most 3,000 pixels a side; what has many more is made to fill a memory. */
const MOST_PIXELS = 40_000_000;
/** What browsers show; of others (SVG, PDF) nobody knows what they load or run. */
const FORMATS = new Set(["jpeg", "png", "webp", "gif"]);
const QUALITY = 80;
const TYPE = "image/webp";

/**
 * Re-encodes a picture in three sizes with sharp, and keeps them under the hashes of their contents. Nothing but its pixels
 * stays: no place where it was taken, no program hidden in it.
 */
async function reencode(
  bytes: Uint8Array,
  { store, folder }: { readonly store: FileStore; readonly folder: string },
): Promise<KeptPicture & { readonly written?: readonly { hash: string; bytes: number }[] }> {
  const written: { hash: string; bytes: number }[] = [];
  const files: Partial<Record<keyof PictureFiles, string>> = {};
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" });
    const { format } = await picture.metadata();
    if (!format || !FORMATS.has(format)) return { ok: false, reason: "not-a-picture" };
    for (const [name, side] of Object.entries(SIZES) as [keyof PictureFiles, number][]) {
      const made = await picture
        .clone()
        .rotate()
        .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
        .webp({ quality: QUALITY })
        .toBuffer();
      const hash = createHash("sha256").update(made).digest("hex");
      await putBytes(store, folder, hash, made);
      files[name] = hash;
      written.push({ hash, bytes: made.length });
    }
  } catch (error) {
    // What fails in the store is told as such.
    if (error instanceof StoreError) throw error.cause;
    return { ok: false, reason: "not-a-picture" };
  }
  return { ok: true, files: files as PictureFiles, written };
}

class StoreError extends Error {}

async function putBytes(store: FileStore, folder: string, hash: string, bytes: Buffer): Promise<void> {
  const path = join(folder, `coming-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path, bytes);
    await store.put(hash, path, TYPE);
  } catch (cause) {
    throw new StoreError("The store cannot be written", { cause });
  } finally {
    await rm(path, { force: true });
  }
}

/**
 * Keeps a picture and notes where it was found, in place of what was kept of that address before. Uploads that nobody uses are
 * cleaned away meanwhile: what has gone between the two is written once more.
 */
export async function keepPicture(
  db: Database,
  url: string | ((files: PictureFiles) => string),
  bytes: Uint8Array,
  keeping: { readonly store: FileStore; readonly folder: string },
): Promise<
  (KeptPicture & { readonly ok: true; readonly url: string }) | Extract<KeptPicture, { ok: false }>
> {
  const kept = await reencode(bytes, keeping);
  if (!kept.ok) return kept;
  const at = typeof url === "string" ? url : url(kept.files);
  await db.$transaction((tx) => notePicture(tx, at, kept));
  for (const { hash } of kept.written ?? [])
    if ((await keeping.store.sizeOf(hash)) === null) return keepPicture(db, url, bytes, keeping);
  return { ok: true, files: kept.files, url: at };
}

async function notePicture(
  tx: Transaction,
  url: string,
  { files, written = [] }: Extract<Awaited<ReturnType<typeof reencode>>, { ok: true }>,
): Promise<void> {
  for (const { hash, bytes } of written)
    await tx.upload.upsert({
      where: { sha256: hash },
      create: { sha256: hash, kind: "picture", type: TYPE, bytes: BigInt(bytes) },
      // It is used again from now on.
      update: { createdAt: new Date() },
    });
  const data = {
    ...{ smallHash: files.small, mediumHash: files.medium, largeHash: files.large },
    ...{ problem: null, failures: 0, triedAt: new Date() },
  };
  await tx.picture.upsert({ where: { url }, create: { url, ...data }, update: data });
}
