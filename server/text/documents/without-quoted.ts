/** Replaces redacted text in Markdown. */
export const REDACTED = "\\[redacted\\]";
/** Replaces redacted text in plain text. */
const REDACTED_PLAIN = "[redacted]";

// Shorter overlaps occur by chance.
const TELLING = 4;

const WORD_BEFORE = /[\p{L}\p{N}\p{M}]$/u;
const WORD_AFTER = /^[\p{L}\p{N}\p{M}]/u;
/** UTF-16 units that hold the character beside a place. */
const BESIDE = 2;

/** Whether a text begins, and ends, within a word of what is around it. */
function isCut(from: string, start: number, end: number): boolean {
  const inside = from.slice(start, end);
  const before = from.slice(Math.max(0, start - BESIDE), start);
  const after = from.slice(end, end + BESIDE);
  return (
    (WORD_AFTER.test(inside) && WORD_BEFORE.test(before)) ||
    (WORD_BEFORE.test(inside) && WORD_AFTER.test(after))
  );
}

/** Where a text stands, as whole words only or within words too: the offset of each place, from the first on. */
export function placesOf(from: string, text: string, { inWords }: { readonly inWords: boolean }): number[] {
  const places: number[] = [];
  for (let at = from.indexOf(text); at >= 0; ) {
    const isPlace = inWords || !isCut(from, at, at + text.length);
    if (isPlace) places.push(at);
    at = from.indexOf(text, at + (isPlace ? text.length : 1));
  }
  return places;
}

/** Replaces a text wherever it stands, in Markdown source unless `by` says otherwise. */
export function without(from: string, text: string, { inWords = false, by = REDACTED } = {}): string {
  let left = "";
  let at = 0;
  for (const place of placesOf(from, text, { inWords })) {
    left += from.slice(at, place) + by;
    at = place + text.length;
  }
  return left + from.slice(at);
}

interface Quoting {
  /** The text as it stands in the source, and as it is rendered if that differs. */
  readonly spellings: readonly string[];
  /** The ends at which the quote may have been cut off, so that it has only a part of the text. */
  readonly cut?: "end" | "both" | undefined;
  /** Whether it is removed within words too. */
  readonly inWords?: boolean | undefined;
}

/** Redacts a quote of a source, also where the quote ends or begins within the text. */
export function withoutQuoted(from: string, { spellings, cut, inWords = false }: Quoting): string {
  let left = from;
  for (const text of spellings) left = without(left, text, { inWords, by: REDACTED_PLAIN });
  if (cut === undefined) return left;
  for (const text of spellings) {
    const body = (left.endsWith("…") ? left.slice(0, -1) : left).trimEnd();
    const ellipsis = left.slice(body.length);
    for (let size = text.length - 1; size >= TELLING; size -= 1) {
      if (body.endsWith(text.slice(0, size)) && (inWords || !isBegun(body, body.length - size))) {
        left = body.slice(0, body.length - size) + REDACTED_PLAIN + ellipsis;
        break;
      }
    }
    if (cut !== "both") continue;
    for (let size = text.length - 1; size >= TELLING; size -= 1) {
      if (left.startsWith(text.slice(text.length - size)) && (inWords || !isBegun(left, size))) {
        left = REDACTED_PLAIN + left.slice(size);
        break;
      }
    }
  }
  return left;
}

/** Whether a place is within a word. */
const isBegun = (text: string, at: number) =>
  WORD_BEFORE.test(text.slice(Math.max(0, at - BESIDE), at)) && WORD_AFTER.test(text.slice(at, at + BESIDE));
