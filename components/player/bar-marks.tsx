import { formatClock } from "@/lib/time";
import type { BarMark } from "./playable-episode";
import styles from "./player.module.css";

interface Props {
  readonly marks: readonly BarMark[];
  /** Seconds of audio. */
  readonly length: number;
  readonly seek: (seconds: number) => void;
}

/** The marks on the seek bar: breaks and chapters are ticks that seek, gaps are dots. */
export function BarMarks({ marks, length, seek }: Props) {
  const shown = marks.filter(({ start }) => start < length);
  return shown.map(({ kind, start, name }) => {
    const style = { left: `${(100 * start) / length}%` };
    if (kind === "gap") return <span key={`gap ${start}`} className={styles.dot} style={style} />;
    return (
      <button
        key={`${kind} ${start}`}
        type="button"
        className={styles.tick}
        style={style}
        onClick={() => seek(start)}
      >
        <span className={styles.label}>
          {name} · {formatClock(start)}
        </span>
      </button>
    );
  });
}
