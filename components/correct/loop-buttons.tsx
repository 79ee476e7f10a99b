import type { LoopControls } from "@/components/player/use-loop";
import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { loopButtons as texts } from "@/lib/texts/en/correct";
import styles from "./forms.module.css";

/** Buttons that replay, slow down and widen the loop, with their keys. Nothing without audio. */
export function LoopButtons({ loop }: { loop: LoopControls }) {
  if (!loop.canPlay) return null;
  return (
    <fieldset className={styles.loop} aria-label={texts.name}>
      <Button type="button" size="small" shortcut="Tab" onClick={loop.replay}>
        {texts.again}
      </Button>
      <Button type="button" size="small" shortcut="↓" onClick={loop.slower}>
        {texts.speed(loop.rate)} <VisuallyHidden>{texts.slower}</VisuallyHidden>
      </Button>
      <Button type="button" size="small" shortcut="↑" onClick={loop.wider}>
        {texts.reach(loop.reach)} <VisuallyHidden>{texts.wider}</VisuallyHidden>
      </Button>
    </fieldset>
  );
}
