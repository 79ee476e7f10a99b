import { plainTokens, type RawCue, type TranscriptFile } from "./file-cues";
import { nameSpeakers } from "./name-speakers";
import { readOriginNote } from "./origin-note";
import { readMoment } from "./read-moment";

// A moment as plain transcripts write it: 0:09, [00:00:05], (01:02:03.5).
const CLOCK = String.raw`\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?`;
const STAMP = String.raw`(?:\[${CLOCK}\]|\(${CLOCK}\)|${CLOCK})`;
const NAME = String.raw`[^\s:：\[\](][^:：\[\]()]{0,59}?`;

/** Lines that say who speaks from when, each with the names of its groups. */
const FORMS: readonly RegExp[] = [
  // Otter: "Ann Lee  0:09". Others: "Ann Lee 00:00:09", "Ann Lee (00:09):", "Ann Lee [00:09]", "Ann Lee: (00:09)".
  new RegExp(
    `^(?<name>${NAME}):?(?:\\s{2,}|\\s+(?=[\\[(])|\\t|\\s+(?=\\d+:\\d{2}\\s*$))(?<at>${STAMP}):?\\s*(?<text>)$`,
    "u",
  ),
  // "Ann Lee (00:09): text", "Ann Lee: [00:00:09] text"
  new RegExp(
    `^(?<name>${NAME})\\s*(?:\\s[\\[(](?<at>${CLOCK})[\\])]:|:\\s*[\\[(](?<at2>${CLOCK})[\\])])\\s+(?<text>\\S.*)$`,
    "su",
  ),
  // "[00:00:09] Ann Lee: text", "00:09 - Ann Lee: text"
  new RegExp(`^(?<at>${STAMP})\\s*[-–—]?\\s+(?<name>(?=[^\\s\\d])${NAME}):\\s+(?<text>\\S.*)$`, "su"),
  // "[00:12.00]text", as lyrics are written
  /^\[(?<at>\d{1,3}:\d{2}[.:]\d{2,3})\](?<name>)(?<text>\S.*)$/su,
  // "[00:00:09] text", "00:09" alone
  new RegExp(`^(?<at>${STAMP})(?:\\s*[-–—]\\s+|\\s+|$)(?<name>)(?<text>.*)$`, "su"),
];
/** "Ann Lee [00:09] text": read so only where most of a file is written so, since a sentence may hold a time too. */
const INLINE = new RegExp(
  `^(?<name>(?=\\p{L})[^\\s:：\\[\\]()]+(?: [^\\s:：\\[\\]()]+){0,3}) [\\[(](?<at>${CLOCK})[\\])] (?<text>\\S.*)$`,
  "su",
);
const MOSTLY = 0.6;
const ENOUGH = 3;

// A name and two times; what is longer is read on behind it.
const LONGEST_HEAD = 200;

/** What surrounds the words in exports: whoever made it says so. */
const MADE_BY: readonly (readonly [RegExp, string])[] = [
  [/^Transcribed by https?:\/\/(?:www\.)?otter\.ai\/?\s*$/i, "Otter"],
  [/^(?:Transcript(?:ion)? (?:by|from)|Transcribed by) (?:https?:\/\/(?:www\.)?)?rev\.com\/?\.?\s*$/i, "Rev"],
];

/**
 * Reads a transcript as plain text: paragraphs that open with `Name:`, and the forms of Otter, Rev, Descript and their
 * like, which write a name and a moment on a line above the words or in front of them. Never fails: whatever has no
 * such form is a paragraph.
 */
export function fromText(text: string): TranscriptFile {
  const cues: RawCue[] = [];
  let maker: string | null = null;
  let said: { name: string | null; at: number | null; line: number; lines: string[] } | null = null;
  let paragraph = true;
  const close = () => {
    if (said && said.lines.length > 0) {
      const { name, at, line, lines } = said;
      cues.push({ start: at, end: null, line, tokens: plainTokens(lines.join("\n"), name) });
    }
    said = null;
  };
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  const inline = isInline(lines);
  lines.forEach((line, i) => {
    const trimmed = line.trim();
    if (trimmed === "") {
      paragraph = true;
      return;
    }
    const own = readOriginNote(trimmed);
    if (own) {
      maker = own.maker ?? maker;
      return;
    }
    const by = trimmed.length < LONGEST_HEAD ? MADE_BY.find(([pattern]) => pattern.test(trimmed)) : undefined;
    if (by) {
      maker = by[1];
      return;
    }
    const head = headOf(trimmed, inline ? [...FORMS, INLINE] : FORMS);
    if (head) {
      close();
      said = { name: head.name, at: head.at, line: i + 1, lines: head.text ? [head.text] : [] };
    } else if (said && (said.lines.length === 0 || !paragraph)) said.lines.push(trimmed);
    else {
      close();
      said = { name: null, at: null, line: i + 1, lines: [trimmed] };
    }
    paragraph = false;
  });
  close();
  return { cues: nameSpeakers(cues), problems: [], maker };
}

/** Whether most paragraphs begin with a name and a time in brackets, on the line of their words. */
function isInline(lines: readonly string[]): boolean {
  let [written, found] = [0, 0];
  for (const line of lines) {
    const trimmed = line.trim();
    if (trimmed === "") continue;
    written += 1;
    if (INLINE.test(trimmed.slice(0, LONGEST_HEAD))) found += 1;
  }
  return found >= ENOUGH && found >= written * MOSTLY;
}

function headOf(
  line: string,
  forms: readonly RegExp[],
): { name: string | null; at: number | null; text: string } | null {
  if (!/\d:\d{2}/.test(line.slice(0, 120))) return null;
  const start = line.slice(0, LONGEST_HEAD);
  for (const form of forms) {
    const groups = form.exec(start)?.groups;
    if (!groups) continue;
    const at = readMoment((groups.at ?? groups.at2 ?? "").replace(/[[\]()]/g, ""));
    // A name may be set in bold.
    const name = groups.name?.replace(/[*_]/g, "").replace(/\s+/g, " ").trim() || null;
    return { name, at, text: `${groups.text ?? ""}${line.slice(LONGEST_HEAD)}`.trim() };
  }
  return null;
}
