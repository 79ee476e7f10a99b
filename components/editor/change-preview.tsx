import { WordDiff } from "@/components/contribution/word-diff";
import { countOf } from "@/lib/time";
import { diffWords, parse, splices } from "@/transcript";
import styles from "./document-editor.module.css";

interface Props {
  readonly before: string;
  readonly after: string;
  readonly newsletter: boolean;
}

/** What a text changes of another, place by place, word by word: as the maintainer will see it. */
export function ChangePreview({ before, after, newsletter }: Props) {
  const changes = splices(parse(before, { newsletter }), parse(after, { newsletter }));
  return (
    <section className={styles.preview} aria-label="What changes">
      <h2>
        {changes.length === 0 ? "Nothing is changed yet" : `It changes ${countOf(changes.length, "place")}`}
      </h2>
      {changes.map(({ start, before: was, after: becomes }) => (
        <WordDiff key={start} edits={diffWords(was, becomes)} />
      ))}
    </section>
  );
}
