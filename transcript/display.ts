import { replaceEntities } from "./entities";
import { type Mark, marks, without } from "./marks";

/** A bracketed sound, such as `\[laughs\]`: not a word, but it takes time and captions show it. */
export interface Sound {
  /** Where it stands in the body, escapes included, in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The text between the brackets. */
  readonly text: string;
}

/** A body as a reader sees it, with every character at the offset of its source. */
export interface Display {
  /**
   * As long as the body, so offsets are the same in both. Hidden source is a space where it separates words
   * (a timestamp, a URL, a tag) and NUL where it does not (emphasis, a backslash).
   */
  readonly text: string;
  readonly sounds: readonly Sound[];
  readonly marks: readonly Mark[];
}

/** Replaces a hidden character that does not separate words. Markdown never shows NUL either. */
export const HIDDEN = "\0";

const MARKUP = /[\\[\]<&`*_~!#>]|^[ \t]*(?:[-+]|\d{1,9}[.)])[ \t]/m;
const BLOCK =
  /^(?:[ \t]*>)*[ \t]*(?:#{1,6}(?=[ \t]|$)|(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t])?)*(?:[ \t]*>)*/;
const TAG = /<(?:!--[^>]{0,1000}--|\/?[A-Za-z](?:[^<>\n"']|"[^"\n<>]*"|'[^'\n<>]*')*)>/y;
const AUTOLINK = /<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*>/y;
// A link destination, `](…)`: one level of parentheses, and a title. CommonMark reads no link in a URL broken
// by a stray space, but nobody speaks such a URL either.
const DESTINATION = /\((?:[^()\s]|\([^()\s]*\))*(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'))?\)/y;
const BROKEN_DESTINATION = /\(https?:(?:[^()\n]|\([^()\n]*\))*\)/y;
const RANGE_WORD = /^[\s\0]*(?:to|-|–)[\s\0]*$/;
const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/;

// How many open runs to search when closing emphasis: nobody nests deeper, and hostile input must not take
// quadratic time.
const NEAR = 50;

const NO_SOUNDS: readonly Sound[] = [];

/** Renders a body as it reads: Markdown, marks and character references resolved, every offset kept. */
export function display(body: string): Display {
  if (!MARKUP.test(body)) return { text: body, sounds: NO_SOUNDS, marks: [] };
  return new Scanner(body).run();
}

/** One pass over a body. `out` is the display text so far, one unit for each source unit. */
class Scanner {
  private readonly out: string[];
  private readonly sounds: Sound[] = [];
  private readonly marks: readonly Mark[];
  /** Positions of "[" or "![" that may still open a link. */
  private readonly brackets: { at: number; image: boolean }[] = [];
  /** Runs of emphasis characters that may still be closed. */
  private readonly emphasis: { at: number; length: number; char: string }[] = [];

  /** The body without its marks, so that no link, list or code is read across a mark. */
  private readonly body: string;

  constructor(body: string) {
    this.marks = marks(body);
    this.body = without(body, this.marks, ({ start, end }) => HIDDEN.repeat(end - start));
    this.out = this.body.split("");
    for (const mark of this.marks) this.blank(mark.start, mark.end);
  }

  run(): Display {
    const { body, out } = this;
    let lineStart = true;
    let inList = false;
    for (let i = 0; i < body.length; ) {
      if (lineStart) {
        const prefix = this.block(i, inList);
        this.blank(i, i + prefix);
        inList = prefix > 0;
        i += prefix;
      }
      lineStart = body[i] === "\n";
      i += this.step(i);
    }
    this.hideRangeWords();
    for (const mark of this.marks) this.tidy(mark);
    const text = replaceEntities(out.join(""), (decoded, source) => decoded.padEnd(source.length, HIDDEN));
    return { text, sounds: this.sounds, marks: this.marks };
  }

  /** The length of the list, quote and heading signs that open a line. */
  private block(at: number, inList: boolean): number {
    const newline = this.body.indexOf("\n", at);
    const line = this.body.slice(at, newline < 0 ? this.body.length : Math.min(newline, at + 200));
    const prefix = BLOCK.exec(line)?.[0] ?? "";
    // A number opens a list only at the start, after another item, or as 1: "born in\n1984. Then" opens none.
    const number = /\d+/.exec(prefix)?.[0];
    if (number !== undefined && number !== "1" && at > 0 && !inList) return 0;
    return prefix.trim() === "" ? 0 : prefix.length;
  }

  /** Handles the syntax that begins at `at`. Returns how many units it took. */
  private step(at: number): number {
    const { body } = this;
    switch (body[at]) {
      case "\\":
        return this.escape(at);
      case "`":
        return this.code(at);
      case "<":
        return this.tag(at);
      case "!":
        if (body[at + 1] !== "[") return 1;
        this.brackets.push({ at, image: true });
        return 2;
      case "[":
        this.brackets.push({ at, image: false });
        return 1;
      case "]":
        return this.closeBracket(at);
      case "*":
      case "_":
      case "~":
        return this.delimiter(at);
      default:
        return 1;
    }
  }

  private escape(at: number): number {
    const { body } = this;
    const escaped = body[at + 1];
    if (escaped === undefined || !ASCII_PUNCTUATION.test(escaped)) return 1;
    this.hide(at, at + 1);
    if (escaped !== "[") return 2;
    // `\[laughs\]`: an escaped pair on one line is always a sound; unescaped brackets may be code.
    const close = body.slice(at + 2, at + 2 + 200).search(/[[\]\n]/) + at + 2;
    if (close < at + 2 || body[close] !== "]") return 2;
    const inner = body[close - 1] === "\\" ? close - 1 : close;
    this.hide(inner, close);
    this.sounds.push({ start: at, end: close + 1, text: body.slice(at + 2, inner).trim() });
    return close + 1 - at;
  }

  private code(at: number): number {
    const { body } = this;
    let ticks = 1;
    while (body[at + ticks] === "`") ticks++;
    const fence = "`".repeat(ticks);
    let close = body.indexOf(fence, at + ticks);
    while (close >= 0 && body[close + ticks] === "`") {
      let beyond = close + ticks;
      while (body[beyond] === "`") beyond++;
      close = body.indexOf(fence, beyond);
    }
    if (close < 0) return ticks;
    this.hide(at, at + ticks);
    this.hide(close, close + ticks);
    return close + ticks - at;
  }

  private tag(at: number): number {
    const autolink = this.match(AUTOLINK, at);
    if (autolink > 0) {
      this.hide(at, at + 1);
      this.hide(at + autolink - 1, at + autolink);
      return autolink;
    }
    const tag = this.match(TAG, at);
    this.hide(at, at + tag);
    return tag || 1;
  }

  private closeBracket(at: number): number {
    const open = this.brackets.pop();
    if (!open) return 1;
    const destination = this.match(DESTINATION, at + 1) || this.match(BROKEN_DESTINATION, at + 1);
    if (destination === 0) return 1;
    const end = at + 1 + destination;
    // An image is not spoken; a link's text is.
    if (open.image) this.blank(open.at, end);
    else {
      this.hide(open.at, open.at + 1);
      this.hide(at, end);
    }
    return end - at;
  }

  /** Emphasis by CommonMark's flanking rules; runs are paired by their character alone. */
  private delimiter(at: number): number {
    const { body } = this;
    const char = body[at] ?? "";
    let length = 1;
    while (body[at + length] === char) length++;
    if (char === "~" && length !== 2) return length;
    const before = body[at - 1] ?? " ";
    const after = body[at + length] ?? " ";
    const inWord = char === "_" && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
    const opens = !/\s/.test(after) && !inWord;
    const closes = !/\s/.test(before) && !inWord;
    let left = length;
    if (closes) {
      const farthest = Math.max(0, this.emphasis.length - NEAR);
      for (let k = this.emphasis.length - 1; k >= farthest && left > 0; k--) {
        const open = this.emphasis[k];
        if (!open || open.char !== char) continue;
        const used = Math.min(open.length, left);
        this.hide(open.at + open.length - used, open.at + open.length);
        this.hide(at + length - left, at + length - left + used);
        left -= used;
        open.length -= used;
        this.emphasis.length = open.length > 0 ? k + 1 : k;
      }
    }
    if (opens && left > 0) this.emphasis.push({ at: at + length - left, length: left, char });
    return length;
  }

  /** Hides the "to" of `\[a\] to \[b\]`, which is part of the mark. */
  private hideRangeWords() {
    for (let k = 1; k < this.marks.length; k++) {
      const from = this.marks[k - 1];
      const to = this.marks[k];
      if (!from || !to || to.start - from.end > 10) continue;
      if (RANGE_WORD.test(this.body.slice(from.end, to.start))) this.blank(from.end, to.start);
    }
  }

  /** Removes the space that a hidden mark would leave before a comma. */
  private tidy(mark: Mark) {
    if (!/[.,;:!?)]/.test(this.body[mark.end] ?? "")) return;
    let start = mark.start;
    while (start > 0 && this.out[start - 1] === " ") start--;
    this.hide(start, mark.end);
  }

  private match(pattern: RegExp, at: number): number {
    pattern.lastIndex = at;
    return pattern.test(this.body) ? pattern.lastIndex - at : 0;
  }

  private hide(start: number, end: number) {
    this.out.fill(HIDDEN, start, end);
  }

  private blank(start: number, end: number) {
    this.out.fill(" ", start, end);
  }
}
