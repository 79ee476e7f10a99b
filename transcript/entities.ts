// The named character references that transcripts and captions use. All others stay as they are.
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  lrm: "\u200e",
  rlm: "\u200f",
};

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g;

/**
 * Replaces each HTML character reference by `replace(decoded, source)`; `decoded` is never longer than
 * `source`. Unknown names and invalid numbers stay as they are.
 */
export function replaceEntities(text: string, replace: (decoded: string, source: string) => string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (source, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) {
      const known = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
      return known === undefined ? source : replace(known, source);
    }
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return valid ? replace(String.fromCodePoint(code), source) : source;
  });
}

/** Decodes a text's HTML character references. */
export function decodeEntities(text: string): string {
  return replaceEntities(text, (decoded) => decoded);
}
