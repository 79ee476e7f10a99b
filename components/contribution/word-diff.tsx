import { countWords } from "@/lib/count-words";
import { wordDiff } from "@/lib/texts/en/contribution";
import type { CountedChange } from "@/server/work/contributions/read-contribution";
import { type Edit, showHidden } from "@/transcript";
import styles from "./word-diff.module.css";

/** How many words before and after a change stay visible when unchanged text is folded. */
const AROUND = 18;

interface Props {
  /** Set where the change is too large to show: it is told in figures. */
  readonly counted?: CountedChange | null | undefined;
  readonly edits: readonly Edit[];
  /** The text before and after. Its nearest words are shown in the quiet colour. */
  readonly before?: string | null | undefined;
  readonly after?: string | null | undefined;
  /** Whether unchanged text is shown as a whole, and not folded. */
  readonly whole?: boolean | undefined;
  /** The language of the words, as a BCP 47 tag. */
  readonly language?: string | undefined;
}

/**
 * A change, word by word, as running text: deletions are struck through, insertions are underlined, and unchanged
 * text far from a change is folded. What users wrote is shown as plain text.
 */
export function WordDiff({ edits, counted, before, after, whole = false, language }: Props) {
  if (counted) return <p>{wordDiff.counted(counted.places, counted.removed, counted.added)}</p>;
  return (
    <div className={styles.diff} lang={language}>
      {before ? <span className={styles.context}>{lastWords(before)}</span> : null}
      {edits.map((edit, index) => (
        // The runs of a diff never change their order.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Run key={index} edit={edit} first={index === 0} last={index === edits.length - 1} whole={whole} />
      ))}
      {after ? <span className={styles.context}>{firstWords(after)}</span> : null}
    </div>
  );
}

interface RunProps {
  readonly edit: Edit;
  readonly first: boolean;
  readonly last: boolean;
  readonly whole: boolean;
}

function Run({ edit: { type, text }, first, last, whole }: RunProps) {
  if (type === "delete") {
    return (
      <del>
        <span className="visually-hidden">{wordDiff.deleted} </span>
        {readable(text)}
      </del>
    );
  }
  if (type === "insert") {
    return (
      <ins>
        <span className="visually-hidden">{wordDiff.inserted} </span>
        {readable(text)}
      </ins>
    );
  }
  const { head, folded, tail } = whole ? { head: text, folded: "", tail: "" } : fold(text, first, last);
  return (
    <>
      {readable(head)}
      {folded === "" ? null : (
        <details className={styles.fold}>
          <summary>{wordDiff.folded(countWords(folded))}</summary>
          {readable(folded)}
        </details>
      )}
      {readable(tail)}
    </>
  );
}

/**
 * Markdown for readers: without the backslashes of brackets and labels, and with one line break between paragraphs. Hidden
 * characters are shown, since a change may consist of nothing else.
 */
function readable(text: string): string {
  return showHidden(text)
    .replace(/\\([[\]])/g, "$1")
    .replace(/\*\*([^*\n]{1,200}):\*\*/g, "$1:")
    .replace(/\n{2,}/g, "\n");
}

/** Splits unchanged text: the words near a change stay; at the outer ends of the diff none do. */
export function fold(text: string, first: boolean, last: boolean) {
  // White space before the first word belongs to it; each other has what is behind it.
  const [opening = "", ...others] = text.match(/\S+\s*/g) ?? [];
  const parts = [text.slice(0, text.length - text.trimStart().length) + opening, ...others];
  const keepHead = first ? 0 : AROUND;
  const keepTail = last ? 0 : AROUND;
  // Folding a few words would hide more than it saves.
  if (parts.length <= keepHead + keepTail + AROUND) return { head: text, folded: "", tail: "" };
  return {
    head: parts.slice(0, keepHead).join(""),
    folded: parts.slice(keepHead, parts.length - keepTail).join(""),
    tail: parts.slice(parts.length - keepTail).join(""),
  };
}

function lastWords(text: string): string {
  const all = text.split(/\s+/).filter(Boolean);
  return `${all.length > AROUND ? "… " : ""}${all.slice(-AROUND).join(" ")}`;
}

function firstWords(text: string): string {
  const all = text.split(/\s+/).filter(Boolean);
  return `${all.slice(0, AROUND).join(" ")}${all.length > AROUND ? " …" : ""}`;
}
