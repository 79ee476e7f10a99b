import type { LoopControls } from "@/components/player/use-loop";
import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { loopButtons as texts } from "@/lib/texts/en/correct";
import styles from "./forms.module.css";

interface Props {
  readonly loop: LoopControls;
  /** The keys of a form's field, unless others are said. */
  readonly keys?: { readonly replay?: string; readonly slower: string; readonly wider: string };
}

const IN_FIELD = { replay: texts.replayKey, slower: "↓", wider: "↑" };

/** Buttons that replay, slow down and widen the loop, with their keys. Nothing without audio. */
export function LoopButtons({ loop, keys = IN_FIELD }: Props) {
  if (!loop.canPlay) return null;
  return (
    <fieldset className={styles.loop} aria-label={texts.name}>
      <Button type="button" size="small" shortcut={keys.replay} onClick={loop.replay}>
        {texts.again}
      </Button>
      <Button type="button" size="small" shortcut={keys.slower} data-key={keys.slower} onClick={loop.slower}>
        {texts.speed(loop.rate)} <VisuallyHidden>{texts.slower}</VisuallyHidden>
      </Button>
      <Button type="button" size="small" shortcut={keys.wider} data-key={keys.wider} onClick={loop.wider}>
        {texts.reach(loop.reach)} <VisuallyHidden>{texts.wider}</VisuallyHidden>
      </Button>
    </fieldset>
  );
}
