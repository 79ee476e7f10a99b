import { WordDiff } from "@/components/contribution/word-diff";
import { changePreview as texts } from "@/lib/texts/en/editor";
import { diffWords, parse, splices } from "@/transcript";
import styles from "./document-editor.module.css";

interface Props {
  readonly before: string;
  readonly after: string;
  readonly newsletter: boolean;
}

/** The changes between two texts, word by word, as the maintainer will see them. */
export function ChangePreview({ before, after, newsletter }: Props) {
  const changes = splices(parse(before, { newsletter }), parse(after, { newsletter }));
  return (
    <section className={styles.preview} aria-label={texts.name}>
      <h2>{changes.length === 0 ? texts.none : texts.count(changes.length)}</h2>
      {changes.map(({ start, before: was, after: becomes }) => (
        <WordDiff key={start} edits={diffWords(was, becomes)} />
      ))}
    </section>
  );
}
