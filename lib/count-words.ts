const SPACE = /\s/;
const ASCII = 127;

/**
 * Counts the words of a text: runs of anything but white space. It makes no string of each word, since a text that
 * somebody sends may have a million.
 */
export function countWords(text: string): number {
  let count = 0;
  let within = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isSpace = code <= ASCII ? code === 32 || (code >= 9 && code <= 13) : SPACE.test(text.charAt(i));
    if (!isSpace && !within) count++;
    within = !isSpace;
  }
  return count;
}
