import { type FileCue, linesOf, type RawCue, type RawToken } from "./file-cues";

// Who speaks, as files say it without markup: "Name: ", "[SPEAKER_00]: ", "(speaker 0) ", ">> NAME: ", ">> ", "- ".

const PARTICLE =
  "v[ao]n|de[lnr]?|d[aeiou]|dos|das|la|le|les|el|al|bin|ibn|abu|af|av|zu[mr]?|te[nr]?|y|e|und|and|of|the|’t|'t|st";
// A name's word begins with a capital or digit, or is written in a script without capitals. The signs of a number: №1.
const WORD = String.raw`[\p{Lu}\p{Lt}\p{Lo}\p{N}№#$@“"'’][^\s:：]*`;
const NAME = new RegExp(
  `^(${WORD}(?: (?:${WORD}|(?:${PARTICLE})\\b|\\(?\\p{L}[^\\s:：]*\\))){0,4}) ?(?:: |:$|：\\s*)`,
  "u",
);
/** A speaker's label with a number in place of a name. */
export const NUMBERED =
  /^(?:speaker|spk|spkr|voice|channel|sprecher(?:in)?|locuteur|locutrice|intervenant|hablante|orador|falante|relatore|spreker|talare|puhuja|mówca|спикер|диктор|говорящий|話者|说话人|發言人|발화자|화자)[ _-]?[№#]?\d{1,3}$/iu;
// As a voice tag of one letter or as diarisation writes it.
const IN_BRACKETS = /^(?:\[([^[\]]{1,60})\]|\(([^()]{1,60})\))(: ?|：)?/u;
// Words that begin a sentence before a colon, and no name.
const NO_NAME =
  /^(?:the|a|an|and|but|so|or|if|this|that|these|those|my|our|your|his|her|their|its|it|he|she|we|you|i|they|number|note|question|answer|chapter|part|step|example|point|rule|tip|quote|today|tomorrow|yesterday|first|second|third|one|two|three|four|five|ps|url|http|https|www|warning|remember|fact|in|on|at|to|for|from|with|by|as|of|is|are|was|what|when|where|who|why|how|yes|no|okay|ok|well|now|then|here|there|also|because|der|die|das|ein|eine|und|aber|oder|erstens|zweitens|punkt|frage|antwort|le|les|un|une|et|mais|el|los|las|una|pero)(?:\s|$)/iu;

/** What opens a line: who begins to speak, and how many characters say so. */
interface Opening {
  /** Null where somebody begins whom nobody names. */
  readonly name: string | null;
  readonly length: number;
  /** Whether it can be nothing else. */
  readonly sure: boolean;
}

/**
 * Reads who speaks. A file whose markup names voices is believed; otherwise the habits of the field are looked for at
 * the start of each line, in the whole file at once: a name before a colon counts where what follows begins like
 * speech, or where it is written again and again.
 */
export function nameSpeakers(cues: readonly RawCue[]): FileCue[] {
  const voiced = cues.some(({ tokens }) => tokens.some(({ voice }) => voice !== null));
  const read = voiced ? null : habitsOf(cues);
  return cues.flatMap((cue) => (read ? byHabit(cue, read) : byVoice(cue)));
}

interface Part {
  speaker: string | null;
  isTurn: boolean;
  tokens: RawToken[];
}

const cuesOf = (cue: RawCue, parts: readonly Part[]): FileCue[] => {
  const said = parts.filter(({ tokens }) => tokens.length > 0);
  return said.map(({ speaker, isTurn, tokens }) => ({
    ...{ start: cue.start, end: cue.end, line: cue.line, speaker, isTurn },
    isWords: cue.isWords ?? false,
    // Field by field: copying "the rest" takes several times as long, and a file has a hundred thousand.
    tokens: tokens.map(({ text, start, end, confidence, opensLine }, i) => ({
      ...{ text, start, end, confidence },
      opensLine: i === 0 || opensLine,
    })),
  }));
};

/** By the voices of the file's own markup, and `>>` for those it does not name. */
function byVoice(cue: RawCue): FileCue[] {
  const parts: Part[] = [];
  let voice: string | null | undefined;
  for (const token of cue.tokens) {
    const last = parts.at(-1);
    if (last && token.voice === voice) last.tokens.push(token);
    else parts.push({ speaker: token.voice, isTurn: false, tokens: [token] });
    voice = token.voice;
  }
  return cuesOf(cue, parts);
}

interface Habits {
  readonly names: ReadonlySet<string>;
  /** Whether dashes at the start of lines tell speakers apart. */
  readonly dashes: boolean;
  /** Whether `>>` does. */
  readonly arrows: boolean;
}

// Whoever speaks is named in fewer characters. A line may be a whole file.
const LONGEST_HEAD = 200;

/** The first characters of a line. */
function headOf(tokens: readonly RawToken[]): string {
  let text = "";
  for (const token of tokens) {
    if (text.length >= LONGEST_HEAD) break;
    text += text === "" ? token.text : ` ${token.text}`;
  }
  return text.slice(0, LONGEST_HEAD);
}

/** A line cut where `>>` begins: several may speak in one. */
function atArrows(line: readonly RawToken[]): (readonly RawToken[])[] {
  const cuts = line.flatMap(({ text }, i) => (i > 0 && text.startsWith(">>") ? [i] : []));
  return cuts.length === 0 ? [line] : [0, ...cuts].map((from, k) => line.slice(from, cuts[k]));
}

// Two dashes are a break in the speech.
const DASH = /^[-‐‑–—](?=\s?[^\s‐‑–—-])/u;

function habitsOf(cues: readonly RawCue[]): Habits {
  const counts = new Map<string, { all: number; likely: number; first: number }>();
  let dashes = false;
  let arrows = false;
  let capitals = 0;
  let smalls = 0;
  for (const { tokens } of cues) {
    const lines = linesOf(tokens);
    if (lines.filter((line) => DASH.test(headOf(line))).length > 1) dashes = true;
    // Whoever opens the second line of a cue is as likely as whoever opens its first.
    let opened = false;
    lines
      .flatMap(atArrows)
      .map(headOf)
      .forEach((line, i) => {
        const marked = /^(?:>{2,3}|[-–—])\s*/u.exec(line)?.[0] ?? "";
        if (marked.startsWith(">")) arrows = true;
        const opening = openingOf(line.slice(marked.length));
        if (!opening) {
          if (/^\p{Lu}/u.test(line)) capitals++;
          else if (/^\p{Ll}/u.test(line)) smalls++;
        }
        if (!opening?.name) return;
        const known = counts.get(opening.name) ?? { all: 0, likely: 0, first: 0 };
        const rest = line
          .slice(line.indexOf(opening.name) + opening.name.length)
          .replace(/^[^\p{L}\p{N}]*/u, "");
        known.all++;
        if (opening.sure || !/^\p{Ll}/u.test(rest)) known.likely++;
        if (i === 0 || opened || marked) known.first++;
        if (i === 0) opened = true;
        counts.set(opening.name, known);
      });
  }
  // A recogniser without capitals: what follows a name tells nothing.
  const plain = capitals === 0 && smalls > 2;
  const names = [...counts].flatMap(([name, { all, likely, first }]) => {
    if (NUMBERED.test(name)) return [name];
    if (NO_NAME.test(name)) return all >= 3 && first >= 3 && likely === all ? [name] : [];
    if (first === 0 && all < 2) return [];
    return likely * 2 >= all || plain || (all >= 3 && likely > 0) ? [name] : [];
  });
  return { names: new Set(names), dashes, arrows };
}

/** Whoever a line's start names, by its form alone. */
function openingOf(line: string): Opening | null {
  const bracketed = IN_BRACKETS.exec(line);
  const inside = bracketed?.[1] ?? bracketed?.[2];
  if (bracketed && inside !== undefined) {
    const name = inside.trim();
    const sure = NUMBERED.test(name);
    if (!sure && (bracketed[3] === undefined || !NAME.test(`${name}: `))) return null;
    return { name, length: bracketed[0].length, sure };
  }
  const numbered = /^([^:：]{1,30})(?:: |:$|：)/u.exec(line);
  if (numbered?.[1] && NUMBERED.test(numbered[1].trim()))
    return { name: numbered[1].trim(), length: numbered[0].length, sure: true };
  const named = NAME.exec(line);
  const name = named?.[1]?.trim();
  // A sentence of a script without spaces is one long word.
  if (
    !named ||
    !name ||
    name.length > 60 ||
    (/^\p{Lo}/u.test(name) && !name.includes(" ") && name.length > 12)
  )
    return null;
  return { name, length: named[0].length, sure: false };
}

function byHabit(cue: RawCue, { names, dashes, arrows }: Habits): FileCue[] {
  const parts: Part[] = [{ speaker: null, isTurn: false, tokens: [] }];
  for (const line of linesOf(cue.tokens)) {
    let tokens: RawToken[] = line;
    let isTurn = false;
    if (arrows) {
      for (const part of atArrows(tokens)) open(parts, part, names, "arrow");
      continue;
    }
    if (dashes && DASH.test(headOf(tokens))) {
      tokens = without(tokens, /^[-‐‑–—]\s?/u.exec(headOf(tokens))?.[0].length ?? 0);
      isTurn = true;
    }
    open(parts, tokens, names, isTurn ? "turn" : "line");
  }
  return cuesOf(cue, parts);
}

/** Adds a line's words to the open part, or opens another where somebody else begins. */
function open(
  parts: Part[],
  line: readonly RawToken[],
  names: ReadonlySet<string>,
  as: "line" | "turn" | "arrow",
) {
  let tokens = [...line];
  let isTurn = as === "turn";
  const arrow = as === "arrow" ? /^>{2,3}\s*/.exec(headOf(tokens)) : null;
  if (arrow) {
    tokens = without(tokens, arrow[0].length);
    isTurn = true;
  }
  const opening = openingOf(headOf(tokens));
  const named = opening?.name != null && names.has(opening.name);
  if (named) tokens = without(tokens, opening.length);
  if (named || isTurn) parts.push({ speaker: named ? opening.name : null, isTurn: isTurn && !named, tokens });
  // One by one: a call cannot take as many arguments as a hostile cue has words.
  else for (const token of tokens) parts.at(-1)?.tokens.push(token);
}

/** The tokens without the first characters of their text on one line. */
function without(tokens: readonly RawToken[], length: number): RawToken[] {
  let left = length;
  const rest: RawToken[] = [];
  for (const token of tokens) {
    if (left <= 0) rest.push(token);
    else if (left < token.text.length) rest.push({ ...token, text: token.text.slice(left) });
    left -= token.text.length + 1;
  }
  const [first, ...others] = rest;
  return first ? [{ ...first, opensLine: true }, ...others] : [];
}
