import type { Edit } from "@/transcript";
import styles from "./word-diff.module.css";

/** How many words around a change stay when what is unchanged folds. */
const AROUND = 18;

interface Props {
  readonly edits: readonly Edit[];
  /** What stands before and behind, as it is read: its last and first words are shown quietly. */
  readonly before?: string | null | undefined;
  readonly after?: string | null | undefined;
  /** The language of the words, BCP 47. */
  readonly language?: string | undefined;
}

/**
 * What was changed, word by word, as running text: a deletion struck, an insertion underlined, unchanged text that is
 * far from any change folded. What users wrote is shown as text.
 */
export function WordDiff({ edits, before, after, language }: Props) {
  return (
    <div className={styles.diff} lang={language}>
      {before ? <span className={styles.context}>{lastWords(before)}</span> : null}
      {edits.map((edit, index) => (
        // The runs of one diff stand in their order for good.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Run key={index} edit={edit} first={index === 0} last={index === edits.length - 1} />
      ))}
      {after ? <span className={styles.context}>{firstWords(after)}</span> : null}
    </div>
  );
}

function Run({ edit: { type, text }, first, last }: { edit: Edit; first: boolean; last: boolean }) {
  if (type === "delete") {
    return (
      <del>
        <span className="visually-hidden">Deleted: </span>
        {readable(text)}
      </del>
    );
  }
  if (type === "insert") {
    return (
      <ins>
        <span className="visually-hidden">Inserted: </span>
        {readable(text)}
      </ins>
    );
  }
  const { head, folded, tail } = fold(text, first, last);
  return (
    <>
      {readable(head)}
      {folded === "" ? null : (
        <details className={styles.fold}>
          <summary>… {countWords(folded)} words …</summary>
          {readable(folded)}
        </details>
      )}
      {readable(tail)}
    </>
  );
}

/** Source as one reads it: without the signs of brackets and labels; a paragraph's end is a line's. */
function readable(text: string): string {
  return text
    .replace(/\\([[\]])/g, "$1")
    .replace(/\*\*([^*\n]{1,200}):\*\*/g, "$1:")
    .replace(/\n{2,}/g, "\n");
}

const countWords = (text: string) => text.match(/\S+/g)?.length ?? 0;

/** Unchanged text: what is near a change stays, at the outer ends of the diff nothing does. */
export function fold(text: string, first: boolean, last: boolean) {
  const parts = text.match(/\s*\S+\s*/g) ?? [text];
  const keepHead = first ? 0 : AROUND;
  const keepTail = last ? 0 : AROUND;
  // Folding a few words would hide more than it spares.
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
