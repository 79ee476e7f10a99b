import { isUtf8 } from "node:buffer";

/** A byte that does not fit the encoding, as a person finds it: both counted from 1. */
export interface BadByte {
  readonly line: number;
  /** Null where only the line is known. */
  readonly byte: number | null;
}

/** The text of an XML file, and the bytes that cost a character. */
export interface DecodedXml {
  readonly text: string;
  readonly badBytes: readonly BadByte[];
}

// A file with more of them, or with more than one in a hundred bytes, is not in that encoding at all: to read it would
// be to guess.
const MOST_BAD_BYTES = 100;
// Labels of encodings with one byte a character: any bytes fit them, so that they fit proves nothing.
const SINGLE_BYTE = /^(?:iso-?8859|windows-12|cp12|latin|us-ascii|ascii|koi8|macintosh|x-mac)/i;

/**
 * Decodes an XML file and removes NUL, which PostgreSQL cannot store. What the encoding is, is asked in the order of
 * RFC 7303: the byte order mark, the charset of the HTTP answer, the XML declaration, else UTF-8. A name that is proved
 * wrong gives way to the next: bytes that read as UTF-16 only by name, and text that is UTF-8 in every byte but said to
 * have one byte a character. A byte that fits nowhere becomes U+FFFD and is listed.
 *
 * @param charset from the HTTP answer's Content-Type
 * @returns null if the bytes are in no encoding that is named, nor in UTF-8
 */
export function decodeXml(bytes: Uint8Array, charset?: string | null): DecodedXml | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const most = Math.min(MOST_BAD_BYTES, Math.floor(buffer.length / 100));
  const utf16 = utf16Of(buffer);
  if (utf16) {
    const text = decode(buffer, utf16);
    return text === null ? decodeLossily(buffer, utf16, most) : plain(text);
  }
  const declared = declaredIn(buffer);
  const isUtf8Text = isUtf8(buffer);
  for (const name of [charset, declared]) {
    if (!name || /^utf-?16|^ucs-?2/i.test(name)) continue;
    if (isUtf8Text && SINGLE_BYTE.test(name)) break;
    const text = decode(buffer, name);
    if (text !== null) return plain(text);
    // An encoding that nobody knows cannot be proved wrong, except by bytes that are UTF-8 and more than ASCII.
    if (name === declared && !isKnown(name) && !(isUtf8Text && hasMoreThanAscii(buffer))) return null;
  }
  if (isUtf8Text) return plain(buffer.toString("utf8"));
  const badBytes = findBadBytes(buffer, most);
  if (badBytes) return { ...plain(new TextDecoder("utf-8").decode(buffer)), badBytes };
  const other = [charset, declared].find((name) => name && isKnown(name) && !/^utf-?8$/i.test(name));
  return other ? decodeLossily(buffer, other, most) : null;
}

/** Decodes with U+FFFD for what does not fit; null if that is more than `most`. */
function decodeLossily(bytes: Buffer, encoding: string, most: number): DecodedXml | null {
  const decoded = plain(new TextDecoder(encoding).decode(bytes));
  const lines = decoded.text.split("\n");
  const badBytes = lines.flatMap((text, i) =>
    Array.from(text.matchAll(/\ufffd/g), () => ({ line: i + 1, byte: null })),
  );
  return badBytes.length > most ? null : { ...decoded, badBytes };
}

const plain = (text: string): DecodedXml => ({
  text: text
    .replace(/^\ufeff/, "")
    .replaceAll("\0", "")
    .replace(/\r\n?/g, "\n"),
  badBytes: [],
});

/** UTF-16 is known by its mark, or by the zeros that half of its `<?xml` or `<rss` are. */
function utf16Of(bytes: Buffer): "utf-16le" | "utf-16be" | null {
  const start = bytes.subarray(0, 4).toString("latin1");
  if (start.startsWith("\xff\xfe") || /^<\0[?!a-z]\0/i.test(start)) return "utf-16le";
  return start.startsWith("\xfe\xff") || /^\0<\0[?!a-z]/i.test(start) ? "utf-16be" : null;
}

function declaredIn(bytes: Buffer): string | null {
  const start = bytes.subarray(0, 200).toString("latin1");
  return /^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1] ?? null;
}

// The bytes 0x80 to 0x9f of windows-1252, which Node.js decodes as if they were those of ISO-8859-1.
const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** The text, or null if a byte does not fit or nobody knows the encoding. */
function decode(bytes: Buffer, encoding: string): string | null {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    const text = decoder.decode(bytes);
    return decoder.encoding === "windows-1252"
      ? text.replace(/[\u0080-\u009f]/g, (sign) => HIGH[sign.charCodeAt(0) - 0x80] ?? sign)
      : text;
  } catch {
    return null;
  }
}

function isKnown(encoding: string): boolean {
  try {
    new TextDecoder(encoding);
    return true;
  } catch {
    return false;
  }
}

const hasMoreThanAscii = (bytes: Buffer) => bytes.some((byte) => byte > 127);

/** The bytes at which a character of UTF-8 breaks off or cannot begin; null if there are more than `most`. */
function findBadBytes(bytes: Buffer, most: number): BadByte[] | null {
  const found: BadByte[] = [];
  let line = 1;
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      if (first === 10) line++;
      at++;
      continue;
    }
    const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (isUtf8(bytes.subarray(at, at + length)) && at + length <= bytes.length) {
      at += length;
      continue;
    }
    if (found.length === most) return null;
    found.push({ line, byte: at + 1 });
    at++;
    // What continues a character that broke off goes with it.
    while (at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80) at++;
  }
  return found;
}
