// Words that tell nothing about a sentence's subject.
const STOP = new Set(
  (
    "a about actually all also an and any are as asked at be because been but by can could did do does doing don't dont " +
    "for from get go going gonna got had has have he her him his how i i'm if in into is it it's its just kind know like " +
    "lot may me mean more most my no not now of on one or other our out over own people percent really respondents said " +
    "same say saying see she should so some sort than that that's the their them then there these they they're thing " +
    "things think this those to too up us very was we were what when where which while who why will with would yeah you " +
    "you're your following answered answer question number third quarter half"
  ).split(" "),
);

/** The words that tell what a text is about: in lower case, without endings, without stop words. */
export const stems = (text: string): string[] => tellingWords(text).map(stem);

/** The same words with their endings. */
export function tellingWords(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[\p{L}\p{N}+#]+(?:'[\p{L}]+)*/gu) ?? [];
  return words.filter((word) => !STOP.has(word) && (word.length > 1 || /[\d#]/.test(word)));
}

/** Removes a word's ending, cautiously: plurals, -ing, -ed, -er, -ment, -ation and the like. English. */
export function stem(word: string): string {
  let bare = word.replace(/'(?:s|re|ve|ll|d|t)$/, "");
  for (const [ending, instead, least] of ENDINGS)
    if (bare.endsWith(ending) && bare.length - ending.length >= least) {
      bare = bare.slice(0, bare.length - ending.length) + instead;
      break;
    }
  // "planned" and "plan", "decrease" and "decreased".
  return bare.replace(/([b-df-hj-np-tv-z])\1$/, "$1").replace(/(?<=..)[ey]$/, "");
}

const ENDINGS: readonly (readonly [string, string, number])[] = [
  ["izations", "iz", 3],
  ["isations", "iz", 3],
  ["ization", "iz", 3],
  ["isation", "iz", 3],
  ["ations", "", 4],
  ["ation", "", 4],
  ["ments", "", 4],
  ["ment", "", 4],
  ["ings", "", 4],
  ["ing", "", 3],
  ["ies", "y", 2],
  ["ers", "", 4],
  ["ers", "er", 2],
  ["ed", "", 3],
  ["es", "", 4],
  ["er", "", 4],
  ["or", "", 5],
  ["ly", "", 4],
  ["s", "", 3],
];
