/** What a file is, by its first bytes. */
export type AudioKind = "mp3" | "wav" | "flac" | "opus" | "vorbis" | "text" | "empty" | "other";

/** How many of a file's first bytes tell what it is. */
export const HEAD = 4096;

/** Tells what a file is; its name and what a server says of it do not count. */
export function audioKind(head: Uint8Array): AudioKind {
  if (head.length === 0) return "empty";
  const text = String.fromCharCode(...head.subarray(0, Math.min(head.length, HEAD)));
  if (text.startsWith("RIFF") && text.startsWith("WAVE", 8)) return "wav";
  if (text.startsWith("fLaC")) return "flac";
  if (text.startsWith("OggS")) {
    if (text.includes("OpusHead")) return "opus";
    if (text.includes("\x01vorbis")) return "vorbis";
    return text.includes("\x7fFLAC") ? "flac" : "other";
  }
  const [a = 0, b = 0] = head;
  // An ID3 tag, or a frame of MPEG audio: eleven bits set, and a layer that there is.
  if (
    text.startsWith("ID3") ||
    (a === 0xff && (b & 0xe0) === 0xe0 && (b & 0x06) !== 0 && (b & 0x18) !== 0x08)
  )
    return "mp3";
  const readable = head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
  return readable ? "text" : "other";
}
