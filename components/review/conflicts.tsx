import { WordDiff } from "@/components/contribution/word-diff";
import type { ReviewItem } from "@/server/work/contributions/read-review-item";
import styles from "./queue.module.css";

/** What today's text and the contribution both changed: as it was, as it is now, and as proposed. */
export function Conflicts({ item }: { item: ReviewItem }) {
  return (
    <section aria-labelledby="conflicts">
      <h3 id="conflicts" className={styles.warning}>
        ✕ Today's text was changed at the same place
      </h3>
      <p className={styles.facts}>
        It was made on revision {item.base}; today's is {item.head}. Settle below what shall stand there.
      </p>
      {item.conflicts.map((conflict, index) => (
        <dl
          // biome-ignore lint/suspicious/noArrayIndexKey: they stand in the order of the text
          key={index}
          className={styles.sides}
        >
          <dt>It was</dt>
          <dd>
            <WordDiff edits={[{ type: "equal", text: conflict.base }]} />
          </dd>
          <dt>It is now</dt>
          <dd>
            <WordDiff edits={conflict.now} />
          </dd>
          <dt>Proposed</dt>
          <dd>
            <WordDiff edits={conflict.proposed} />
          </dd>
        </dl>
      ))}
    </section>
  );
}
