// Longer than a sentence that somebody takes in at once; the quote alone is then the better beginning.
const LONGEST = 300;
// What speech begins a sentence with, and a claim does not need.
const FILLER =
  /^(?:and|but|so|or|well|yeah|yes|no|right|okay|ok|now|like|also|because|then|you know|i mean|i think)\b(?:,\s*|\s+)/i;
const MOST_FILLERS = 4;
const END = /[.!?…]["”’)]?(?=\s|$)/g;

/**
 * Suggests a claim as one full sentence: the one in which its words stand, without what speech begins with. A person
 * corrects it.
 *
 * @param text the paragraph
 * @param at where the quote begins in it, in UTF-16 units
 */
export function suggestProposition(text: string, at: number, quote: string): string {
  const ends = Array.from(text.matchAll(END), ({ index, 0: sign }) => index + sign.length);
  const from = ends.findLast((end) => end <= at) ?? 0;
  const to = ends.find((end) => end >= at + quote.length) ?? text.length;
  const whole = text.slice(from, to).trim();
  let sentence = whole.length > LONGEST ? quote.trim().slice(0, LONGEST) : whole;
  for (let i = 0; i < MOST_FILLERS; i += 1) sentence = sentence.replace(FILLER, "");
  const ended = /[.!?…]["”’)]?$/.test(sentence);
  const said = ended ? sentence : `${sentence.replace(/[\s,;:–—-]$/, "")}.`;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** A proposition as it is stored: null if it says no more than the quote. */
export function storedProposition(proposition: string, quote: string): string | null {
  const line = proposition.replace(/\s+/g, " ").trim();
  const bare = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}%]+/gu, " ")
      .trim();
  return bare(line) === "" || bare(line) === bare(quote) ? null : line;
}
