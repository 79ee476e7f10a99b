import { inflateRawSync } from "node:zlib";

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** Stands before the end of an archive of more than 4 GB, and leads to another directory. */
const END_64 = 0x07064b50;

/**
 * Whether everything in a zip archive takes at most so many bytes when it is unpacked, as it really unpacks, whatever
 * the archive says of itself, and every file in it is fit. False too for what is no archive that can be read, and for one
 * that programs read in different ways: fflate counts files by another field than this does, and JSZip does not count them.
 *
 * @param isFit asked of each unpacked file
 */
export function unpacksWithin(
  bytes: Uint8Array,
  most: number,
  isFit: (file: Buffer) => boolean = () => true,
): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The directory's end stands before a comment of at most 65,535 bytes.
  let end = file.length - 22;
  while (end >= 0 && end > file.length - 65_558 && file.readUInt32LE(end) !== END) end--;
  if (end < 0 || file.readUInt32LE(end) !== END) return false;
  const count = file.readUInt16LE(end + 10);
  const [size, offset] = [file.readUInt32LE(end + 12), file.readUInt32LE(end + 16)];
  const isWhole = file.readUInt32LE(end + 4) === 0 && file.readUInt16LE(end + 8) === count;
  if (!isWhole || offset + size !== end) return false;
  if (end >= 20 && file.readUInt32LE(end - 20) === END_64) return false;
  let left = most;
  // Each byte is unpacked once: entries that share their bytes would have them unpacked again and again.
  let unread = file.length;
  try {
    let at = offset;
    for (let n = count; n > 0; n--) {
      if (file.readUInt32LE(at) !== ENTRY) return false;
      const [method, packed] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)];
      const local = file.readUInt32LE(at + 42);
      if (file.readUInt32LE(local) !== LOCAL) return false;
      const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
      const data = file.subarray(start, start + packed);
      unread -= packed;
      if (data.length !== packed || unread < 0) return false;
      const unpacked = method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.max(1, left) });
      left -= unpacked.length;
      if (left < 0 || file.readUInt32LE(at + 24) !== unpacked.length || !isFit(unpacked)) return false;
      at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    }
    return at === end;
  } catch {
    return false;
  }
}
