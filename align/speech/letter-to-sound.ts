// English spelling by rules: [what stands there, how it sounds], the first that fits. `^` and `$` are the word's ends;
// (?<=…) and (?=…) look at the letters around. In the manner of Elovitz, Johnson, McHugh and Shore, "Automatic
// Translation of English Text to Phonetics by Means of Letter-to-Sound Rules" (1976). Only for words that no dictionary
// has: a name that is half right still finds its place, since its consonants fit.
const RULES: readonly (readonly [spelling: string, sounds: string])[] = [
  // Silent letters.
  ["^kn", "N"],
  ["^gn", "N"],
  ["^wr", "R"],
  ["^ps(?=y|eu)", "S"],
  ["^x", "Z"],
  ["^wh", "W"],
  ["mb$", "M"],
  ["gh(?=t)", ""],
  ["ough$", "OW"],
  ["augh", "AO"],
  ["ough", "AO"],
  ["igh", "AY"],
  ["eigh", "EY"],
  // Endings.
  ["tion", "SH AH N"],
  ["(?<=[aeiou])sion", "ZH AH N"],
  ["sion", "SH AH N"],
  ["cian", "SH AH N"],
  ["cious", "SH AH S"],
  ["tious", "SH AH S"],
  ["ture$", "CH ER"],
  ["sure$", "ZH ER"],
  ["ious$", "IY AH S"],
  ["ous$", "AH S"],
  ["ism$", "IH Z AH M"],
  ["able$", "AH B AH L"],
  ["ible$", "AH B AH L"],
  ["(?<=[bcdfgkpstz])le$", "AH L"],
  ["(?<=[td])ed$", "AH D"],
  ["(?<=[pkfsxc]|sh|ch)ed$", "T"],
  ["(?<=..)ed$", "D"],
  ["(?<=[sxz]|sh|ch)es$", "AH Z"],
  ["(?<=..[^aeiou])es$", "Z"],
  ["(?<=[bdglmnrvwy])s$", "Z"],
  ["ing$", "IH NG"],
  ["ings$", "IH NG Z"],
  ["ey$", "IY"],
  ["(?<=[^aeiou].*)y$", "IY"],
  ["ies$", "IY Z"],
  ["ia$", "IY AH"],
  ["ie$", "IY"],
  ["a$", "AH"],
  ["o$", "OW"],
  ["i$", "IY"],
  ["(?<=.[aeiouy].*)e$", ""],
  ["(?<=..[^aeiouy])e$", ""],
  // A vowel before one consonant and a silent e is long.
  ["a(?=[^aeiouwxyr]e(?:$|s$|d$|r$))", "EY"],
  ["i(?=[^aeiouwxyr]e(?:$|s$|d$|r$))", "AY"],
  ["o(?=[^aeiouwxyr]e(?:$|s$|d$|r$))", "OW"],
  ["u(?=[^aeiouwxyr]e(?:$|s$|d$|r$))", "UW"],
  ["y(?=[^aeiouwxyr]e(?:$|s$))", "AY"],
  // Pairs of vowels, and vowels before r.
  ["air", "EH R"],
  ["are$", "EH R"],
  ["ear", "IH R"],
  ["eer", "IH R"],
  ["ire", "AY ER"],
  ["our", "AO R"],
  ["oor", "AO R"],
  ["ore", "AO R"],
  ["ure", "Y UH R"],
  ["arr", "AE R"],
  ["err", "EH R"],
  ["ar(?=[^aeiou]|$)", "AA R"],
  ["(?<=.)ar$", "ER"],
  ["(?<=w)or", "ER"],
  ["(?<=..)or$", "ER"],
  ["er", "ER"],
  ["ir", "ER"],
  ["or", "AO R"],
  ["ur", "ER"],
  ["eau", "OW"],
  ["ee", "IY"],
  ["ea", "IY"],
  ["ei", "AY"],
  ["eu", "Y UW"],
  ["ew", "UW"],
  ["ai", "EY"],
  ["ay", "EY"],
  ["au", "AO"],
  ["aw", "AO"],
  ["oa", "OW"],
  ["oi", "OY"],
  ["oy", "OY"],
  ["oo", "UW"],
  ["ou", "AW"],
  ["ow$", "OW"],
  ["ow", "AW"],
  ["ue$", "UW"],
  ["ui", "UW"],
  ["(?<=q)u", "W"],
  ["(?<=g)u(?=[aeio])", ""],
  ["all", "AO L"],
  ["(?<=^qu|^w)a", "AA"],
  // Consonants.
  ["sch", "S K"],
  ["tch", "CH"],
  ["ch(?=r|l)", "K"],
  ["ch", "CH"],
  ["ck", "K"],
  ["sc(?=[eiy])", "S"],
  ["c(?=[eiy])", "S"],
  ["cc(?=[eiy])", "K S"],
  ["dge", "JH"],
  ["dg", "JH"],
  ["gg", "G"],
  ["gh", "G"],
  ["(?<=^)g(?=i)", "G"],
  ["g(?=[eiy])", "JH"],
  ["ng(?=[aou])", "NG G"],
  ["ng", "NG"],
  ["n(?=k|x)", "NG"],
  ["ph", "F"],
  ["qu", "K W"],
  ["sh", "SH"],
  ["th", "TH"],
  ["x", "K S"],
  ["(?<=[aeiou])s(?=[aeiou])", "Z"],
  // A letter that stands twice is heard once.
  ["bb", "B"],
  ["cc", "K"],
  ["dd", "D"],
  ["ff", "F"],
  ["ll", "L"],
  ["mm", "M"],
  ["nn", "N"],
  ["pp", "P"],
  ["rr", "R"],
  ["ss", "S"],
  ["tt", "T"],
  ["zz", "Z"],
  // An open syllable at the beginning is long.
  ["(?<=^[^aeiou]*)o(?=[^aeiou][aeiouy])", "OW"],
  ["(?<=^[^aeiou]*)u(?=[^aeiou][aeiouy])", "UW"],
  ["^y", "Y"],
  ["a", "AE"],
  ["b", "B"],
  ["c", "K"],
  ["d", "D"],
  ["e", "EH"],
  ["f", "F"],
  ["g", "G"],
  ["h", "HH"],
  ["i", "IH"],
  ["j", "JH"],
  ["k", "K"],
  ["l", "L"],
  ["m", "M"],
  ["n", "N"],
  ["o", "AA"],
  ["p", "P"],
  ["q", "K"],
  ["r", "R"],
  ["s", "S"],
  ["t", "T"],
  ["u", "AH"],
  ["v", "V"],
  ["w", "W"],
  ["y", "IH"],
  ["z", "Z"],
];

const compiled = RULES.map(([spelling, sounds]) => ({
  pattern: new RegExp(spelling, "y"),
  sounds: sounds.split(" ").filter(Boolean),
}));

// Rules look at the whole word before a letter, so a word must not be endless.
const LONGEST = 40;

/** How an unknown word may sound, as phones of the dictionary; never nothing. Accents are left out. */
export function letterToSound(word: string): string[] {
  const letters = word
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z]/g, "")
    .slice(0, LONGEST);
  const sounds: string[] = [];
  for (let at = 0; at < letters.length; ) {
    const start = at;
    for (const { pattern, sounds: found } of compiled) {
      pattern.lastIndex = at;
      if (!pattern.test(letters)) continue;
      sounds.push(...found);
      at = pattern.lastIndex;
      break;
    }
    if (at === start) at++;
  }
  return sounds.length > 0 ? sounds : ["AH"];
}
