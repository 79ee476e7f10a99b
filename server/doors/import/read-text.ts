import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { lstat, open, realpath } from "node:fs/promises";
import { sep } from "node:path";

/** A file's whole text, or why it cannot be a document. */
export type ReadText =
  | { readonly ok: true; readonly text: string; readonly bytes: number; readonly sha256: string }
  | { readonly ok: false; readonly reason: string };

// The longest of 2,084 real transcripts has 0.3 MB; a page much longer could be neither read nor reviewed.
export const LIMIT = 5_000_000;
// Each paragraph is a row in the database. The longest of 60 real transcripts has 2,609 lines, half of them
// blank.
const MOST_LINES = 100_000;

/**
 * Reads a text file within `root` (an absolute path without symbolic links). Refuses links that lead out of
 * it, anything but regular files, more than 5 MB, bytes that are not UTF-8, and NUL, which PostgreSQL cannot
 * store. Never reads past the limit and never waits for a pipe.
 */
export async function readText(path: string, root: string): Promise<ReadText> {
  try {
    let found = await lstat(path);
    let place = path;
    if (found.isSymbolicLink()) {
      place = await realpath(path).catch(nowhere);
      if (place === "") return refused("a symbolic link whose target is missing");
      if (!place.startsWith(root + sep)) return refused("a symbolic link that leads out of the folder");
      found = await lstat(place);
    }
    if (found.isDirectory()) return refused("a folder, not a file");
    if (!found.isFile()) return refused("not a regular file");
    return checkText(await readWhole(place));
  } catch (error) {
    return refused(REASONS.get((error as NodeJS.ErrnoException).code ?? "") ?? `cannot be read: ${error}`);
  }
}

const REASONS = new Map([
  ["EACCES", "cannot be read: permission denied"],
  ["EPERM", "cannot be read: permission denied"],
  ["ELOOP", "a symbolic link that leads back to itself"],
  ["ENOENT", "it was deleted or renamed during the import"],
]);

function nowhere(error: NodeJS.ErrnoException): "" {
  if (error.code === "ENOENT") return "";
  throw error;
}

const refused = (reason: string) => ({ ok: false, reason }) as const;

/** All bytes, or null if there are more than the limit. */
async function readWhole(place: string): Promise<Buffer | null> {
  // The file may have been replaced by a link or pipe since it was checked.
  const file = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = await file.stat();
    if (size > LIMIT) return null;
    const bytes = Buffer.allocUnsafe(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await file.read(bytes, length, size - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}

/** Checks a file's bytes as `readText` does. */
export function checkText(bytes: Buffer | null): ReadText {
  if (bytes === null) return refused(`larger than ${LIMIT / 1_000_000} MB, the limit for a transcript`);
  if (bytes.length === 0) return refused("empty");
  if (!isUtf8(bytes)) return refused(`not UTF-8: ${position(bytes, firstBadByte(bytes))}`);
  const nul = bytes.indexOf(0);
  if (nul >= 0) return refused(`it contains a NUL character: ${position(bytes, nul)}`);
  if (lines(bytes, bytes.length) > MOST_LINES)
    return refused("more than 100,000 lines, the limit for a transcript");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { ok: true, text: bytes.toString("utf8"), bytes: bytes.length, sha256 };
}

const position = (bytes: Buffer, offset: number) => `byte ${offset + 1}, in line ${lines(bytes, offset)}`;

/** The number of the line that contains a byte, from 1. */
function lines(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}

/** The first byte that is not UTF-8, found by bisection. */
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8(bytes.subarray(0, startOfCharacter(bytes, middle)))) good = middle;
    else bad = middle;
  }
  // The valid part ends at the start of a character, so the invalid bytes begin within the length of the next
  // one.
  const start = startOfCharacter(bytes, good);
  const ends = [4, 3, 2, 1].map((length) => start + length);
  return ends.find((end) => end <= bytes.length && isUtf8(bytes.subarray(start, end))) ?? start;
}

/** The start of the character that contains `offset`: at most three bytes back. */
function startOfCharacter(bytes: Buffer, offset: number): number {
  let start = offset;
  while (start > 0 && start > offset - 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}
