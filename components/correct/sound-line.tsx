import { soundWitness as texts } from "@/lib/texts/en/sound";
import type { SoundWitness } from "@/server/work/contributions/witness-of";
import styles from "./forms.module.css";

/** What the sound says of what is typed. It is there before it says something, so that it is read out when it does. */
export function SoundLine({ sound }: { sound: SoundWitness | null }) {
  return (
    <p className={styles.sound} aria-live="polite" data-sound={sound?.judgement}>
      {sound ? (
        <>
          {texts.judgements[sound.judgement]}. <small>{texts.hint}</small>
        </>
      ) : null}
    </p>
  );
}
