import { display, HIDDEN, type Transcript } from "@/transcript";

/** What a transcript says, without its times: who speaks, and the words as a reader sees them. */
export interface Said {
  /** The words, on one line. */
  readonly text: string;
  /** Each turn's speaker with its words; turns of one speaker in sequence are one. */
  readonly turns: readonly { readonly speaker: string | null; readonly text: string }[];
}

/** Reads what a transcript says, to tell whether two of them differ in more than their times. */
export function saidIn({ segments }: Transcript): Said {
  const turns: { speaker: string | null; parts: string[] }[] = [];
  for (const { kind, name, body } of segments) {
    const last = turns.at(-1);
    const speaker = kind === "text" ? (last?.speaker ?? null) : name;
    const text = onOneLine(display(body).text.replaceAll(HIDDEN, ""));
    if (last && last.speaker === speaker) last.parts.push(text);
    else turns.push({ speaker, parts: [text] });
  }
  const said = turns.map(({ speaker, parts }) => ({ speaker, text: onOneLine(parts.join(" ")) }));
  return { text: onOneLine(said.map(({ text }) => text).join(" ")), turns: said };
}

/** Whether two transcripts differ in their times at most. */
export const saysTheSame = (a: Said, b: Said): boolean =>
  a.text === b.text &&
  a.turns.length === b.turns.length &&
  a.turns.every(({ speaker, text }, i) => speaker === b.turns[i]?.speaker && text === b.turns[i]?.text);

const onOneLine = (text: string) => text.replace(/\s+/g, " ").trim();
