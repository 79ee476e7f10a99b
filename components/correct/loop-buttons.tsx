import type { LoopControls } from "@/components/player/use-loop";
import styles from "./forms.module.css";

/** Replays, slows down and widens a loop; the keys that do so stand on the buttons. Away where there is nothing to hear. */
export function LoopButtons({ loop }: { loop: LoopControls }) {
  if (!loop.canPlay) return null;
  return (
    <fieldset className={styles.loop} aria-label="The loop">
      <button type="button" className={styles.tool} onClick={loop.replay}>
        Again <kbd>Tab</kbd>
      </button>
      <button type="button" className={styles.tool} onClick={loop.slower}>
        {loop.rate}× <span className="visually-hidden">speed, slower</span> <kbd>↓</kbd>
      </button>
      <button type="button" className={styles.tool} onClick={loop.wider}>
        ±{loop.reach} s <span className="visually-hidden">around it, wider</span> <kbd>↑</kbd>
      </button>
    </fieldset>
  );
}
