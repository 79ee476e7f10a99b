/**
 * Takes characters off both ends of a text, or off its end alone. A pattern that ends in `+$` begins anew at each
 * character, which takes quadratic time where many stand in the middle.
 *
 * @param isTaken of a character, by code point
 */
export function trimWhere(text: string, isTaken: (character: string) => boolean): string {
  let start = 0;
  for (const character of text) {
    if (!isTaken(character)) break;
    start += character.length;
  }
  return trimEndWhere(text.slice(start), isTaken);
}

/** The same at the end alone. */
export function trimEndWhere(text: string, isTaken: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0) {
    const low = text.charCodeAt(end - 1);
    const isPair = end > 1 && low >= 0xdc00 && low <= 0xdfff && isHigh(text.charCodeAt(end - 2));
    const start = isPair ? end - 2 : end - 1;
    if (!isTaken(text.slice(start, end))) break;
    end = start;
  }
  return text.slice(0, end);
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
