import { WordDiff } from "@/components/contribution/word-diff";
import { conflicts as texts } from "@/lib/texts/en/review";
import type { ReviewItem } from "@/server/work/contributions/read-review-item";
import styles from "./queue.module.css";

/** The words that both the present text and the contribution changed: before, now, and as proposed. */
export function Conflicts({ item }: { item: ReviewItem }) {
  return (
    <section aria-labelledby="conflicts">
      <h3 id="conflicts" className={styles.warning}>
        {texts.title}
      </h3>
      <p className={styles.facts}>{texts.about(item.base, item.head)}</p>
      {item.conflicts.map((conflict, index) => (
        <dl
          // biome-ignore lint/suspicious/noArrayIndexKey: they stand in the order of the text
          key={index}
          className={styles.sides}
        >
          <dt>{texts.base}</dt>
          <dd>
            <WordDiff edits={[{ type: "equal", text: conflict.base }]} />
          </dd>
          <dt>{texts.now}</dt>
          <dd>
            <WordDiff edits={conflict.now} />
          </dd>
          <dt>{texts.proposed}</dt>
          <dd>
            <WordDiff edits={conflict.proposed} />
          </dd>
        </dl>
      ))}
    </section>
  );
}
