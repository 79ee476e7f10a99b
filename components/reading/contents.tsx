import { buttonClass } from "@/components/ui/button-class";
import { CONTENTS } from "@/lib/page-contract";
import { contents as texts } from "@/lib/texts/en/reading";
import { formatClock } from "@/lib/time";
import type { ContentsEntry } from "@/server/text/episodes/contents-of";
import styles from "./reader.module.css";

/** The table of contents. It opens beside the text where there is room, and over it elsewhere. */
export function Contents({ entries }: { entries: readonly ContentsEntry[] }) {
  return (
    <details className={styles.contents} {...{ [CONTENTS]: "" }}>
      <summary className={buttonClass({ variant: "plain" })}>{texts.name}</summary>
      <nav aria-label={texts.name} className={styles.list}>
        <ol>
          {entries.map(({ kind, title, opening, start, segmentId }) => (
            <li key={`${kind} ${segmentId}`}>
              <a href={`#p${segmentId}`} className={styles[kind]}>
                <span className={styles.start}>{formatClock(start)}</span>
                <span>
                  {title}
                  {opening ? <span className={styles.opening}> {texts.opening(opening)}</span> : null}
                </span>
              </a>
            </li>
          ))}
        </ol>
      </nav>
    </details>
  );
}
