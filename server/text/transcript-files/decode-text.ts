import { isUtf8 } from "node:buffer";

/** A file's characters, or the first place that cannot be read. */
export type DecodedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly line: number | null; readonly reason: string };

/**
 * Decodes a text file: by its byte order mark, as UTF-8, else in the encoding that its sender names, or that it names
 * itself as XML and HTML do. Nothing is guessed: a code page that nobody names is told, with the line of its first
 * foreign byte.
 *
 * @param charset the encoding that an HTTP header or a feed names, if any
 */
export function decodeText(bytes: Uint8Array, charset: string | null): DecodedText {
  const marked = byMark(bytes) ?? byZeros(bytes);
  if (marked)
    return (
      decoded(bytes, marked) ?? {
        ok: false,
        line: null,
        reason: `the file begins as ${marked.toUpperCase()} does, and cannot be read so`,
      }
    );
  const plain = decoded(bytes, "utf-8");
  if (plain) return plain;
  for (const named of [charset, charsetInside(bytes)]) {
    const other = named ? decoded(bytes, named.trim()) : null;
    if (other) return other;
  }
  return {
    ok: false,
    line: firstBadLine(bytes),
    reason: "the file is not UTF-8, and nobody says which encoding it has",
  };
}

// As far as HTML looks for it (1024 bytes, the HTML Standard's "prescan").
const PRESCAN = 1024;
const NAME = /^\s{0,20}=\s{0,20}["']?([\w.:-]{1,40})/;

/** The encoding that a file of XML or HTML says it has. */
function charsetInside(bytes: Uint8Array): string | null {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, PRESCAN)).trimStart().toLowerCase();
  if (start.startsWith("<?xml")) return namedIn(start.slice(0, start.indexOf("?>") + 1), "encoding");
  for (const tag of start.split("<meta").slice(1)) {
    const name = namedIn(tag.slice(0, tag.indexOf(">") + 1), "charset");
    if (name) return name;
  }
  return null;
}

/** What stands behind an attribute's name in a tag. */
function namedIn(tag: string, attribute: string): string | null {
  const at = tag.indexOf(attribute);
  return at < 0 ? null : (NAME.exec(tag.slice(at + attribute.length))?.[1] ?? null);
}

function byMark(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? "utf-32" : "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  return null;
}

/** UTF-16 without a mark: in the first characters, nearly every other byte is zero. */
function byZeros(bytes: Uint8Array): string | null {
  const start = bytes.subarray(0, 400);
  if (start.length < 8 || start.length % 2 !== 0) return null;
  let [even, odd] = [0, 0];
  start.forEach((byte, i) => {
    if (byte === 0) {
      if (i % 2 === 0) even++;
      else odd++;
    }
  });
  const most = start.length * 0.3;
  if (odd > most && even === 0) return "utf-16le";
  return even > most && odd === 0 ? "utf-16be" : null;
}

function decoded(bytes: Uint8Array, charset: string): Extract<DecodedText, { ok: true }> | null {
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes);
    return { ok: true, text: text.replaceAll("\0", "") };
  } catch {
    return null;
  }
}

/** The line of the first byte that is no UTF-8. */
function firstBadLine(bytes: Uint8Array): number {
  // Up to the end of a line all is good, or nothing behind it matters: so half of what is left is looked at each time.
  let [good, bad] = [0, bytes.length];
  for (;;) {
    const middle = bytes.indexOf(10, good + Math.floor((bad - good) / 2)) + 1;
    const end = middle > good && middle < bad ? middle : bytes.indexOf(10, good) + 1;
    if (end <= good || end >= bad) break;
    if (isUtf8(bytes.subarray(good, end))) good = end;
    else bad = end;
  }
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < good; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}
