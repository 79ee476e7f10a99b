import { WordDiff } from "@/components/contribution/word-diff";
import { conflicts as texts } from "@/lib/texts/en/review";
import type { ReviewConflict, ReviewItem } from "@/server/work/contributions/read-review-item";
import type { Edit } from "@/transcript";
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
            <WordDiff whole edits={markBase(conflict)} />
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

/** The whole text before, in which is marked what today's text or the contribution has changed. */
export function markBase({ base, now, proposed }: ReviewConflict): Edit[] {
  const changed = new Uint8Array(base.length);
  for (const side of [now, proposed]) {
    let at = 0;
    for (const { type, text } of side) {
      if (type === "delete") changed.fill(1, at, at + text.length);
      if (type !== "insert") at += text.length;
    }
  }
  const runs: Edit[] = [];
  for (let from = 0; from < base.length; ) {
    let to = from + 1;
    while (to < base.length && changed[to] === changed[from]) to += 1;
    runs.push({ type: changed[from] === 1 ? "delete" : "equal", text: base.slice(from, to) });
    from = to;
  }
  return runs;
}
