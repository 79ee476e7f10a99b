// "Unhappy" and "do not write tests" say the opposite of an answer that is called "happy" or "write tests".

const NOT =
  /\b(?:not|never|no|none|nobody|without|cannot|neither|nor|(?:is|are|was|were|do|does|did|have|has|had|would|wo|ca|could|should)n['’]t)\b/i;
// Words that begin with un- and negate nothing.
const UN =
  /^un(?!der|til|less|ion|it|iq|iv|i[ft]|isex|animous|anim|cle|ix|icorn|icode|iform|ison|to$|tie|do$|done|fold|ders)(?=[a-z]{4})/;

/** The word without its negating prefix; null where it has none: "unhappy" is "happy". */
export function withoutUn(word: string): string | null {
  return UN.test(word) ? word.slice(2) : null;
}

/** Whether a text denies something: "don't use", "unhappy", "no plans"; two of these deny nothing. */
export function isNegated(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}'’]+/gu) ?? [];
  const un = words.filter((word) => withoutUn(word) !== null).length;
  const not = words.filter((word) => NOT.test(word) && word.length < 9).length;
  return (un + not) % 2 === 1;
}
