import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { FieldFrame } from "@/components/ui/field-frame";
import { Select } from "@/components/ui/select";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { SETTING } from "@/lib/page-contract";
import { soundPanel as texts } from "@/lib/texts/en/player";
import type { HeardPoints } from "@/transcript/heard-points";
import type { Setting } from "./hear-controls";
import { RATES } from "./memory";
import styles from "./player.module.css";
import type { PlayerSession } from "./player-session";
import type { PlayerState } from "./player-state";
import type { Phrase } from "./read-along";

/** The choices of the sleep timer, in minutes. */
const SLEEP = [5, 15, 30, 45, 60] as const;

/** Marks a control for the session, which listens to it: see hear-controls. */
const setting = (which: Setting) => ({ [SETTING]: which });

/** React asks for a handler; the session is the one that listens. */
const heard = () => {};

/**
 * Settings that change seldom: speed, volume, the sleep timer, and words that are out of step. Opens above
 * its button.
 */
export function SoundPanel({ session, state }: { session: PlayerSession; state: PlayerState }) {
  const id = useId();
  const { rate, volume, sleepAt, points, page, episode } = state;
  const here = page?.href === episode?.href;
  const [phrase, setPhrase] = useState<Phrase>();
  const until = sleepAt && new Date(sleepAt).toLocaleTimeString("en", { hour: "numeric", minute: "2-digit" });
  return (
    <>
      <span className={styles.rate}>
        <Button type="button" variant="plain" popoverTarget={id} title={texts.title}>
          {texts.rate(rate)}
          <VisuallyHidden> {texts.afterRate}</VisuallyHidden>
        </Button>
      </span>
      <div
        id={id}
        popover="auto"
        className={styles.panel}
        onToggle={({ newState }) => setPhrase(newState === "open" ? session.phrase() : undefined)}
      >
        <Select label={texts.speed} beside {...setting("rate")} value={rate} onChange={heard}>
          {RATES.map((each) => (
            <option key={each} value={each}>
              {texts.rate(each)}
            </option>
          ))}
        </Select>
        <FieldFrame
          label={texts.volume}
          beside
          control={(tied) => (
            <input
              {...tied}
              {...setting("volume")}
              type="range"
              min={0}
              max={1}
              step={0.05}
              value={volume}
              onChange={heard}
            />
          )}
        />
        <Select
          label={texts.sleep}
          beside
          {...setting("sleep")}
          value={until ? "set" : "off"}
          onChange={heard}
        >
          <option value="off">{texts.off}</option>
          {until ? (
            <option value="set" disabled>
              {until}
            </option>
          ) : null}
          {SLEEP.map((minutes) => (
            <option key={minutes} value={minutes}>
              {texts.minutes(minutes)}
            </option>
          ))}
        </Select>
        {here && phrase ? <OutOfStep session={session} phrase={phrase} points={points} /> : null}
      </div>
    </>
  );
}

interface StepProps {
  readonly session: PlayerSession;
  /** How the paragraph begins that was lit when the panel opened: the light may move on until it is heard. */
  readonly phrase: Phrase;
  readonly points: HeardPoints;
}

/**
 * For audio with other advertisements than the text's times expect: the listener says what they hear, at as many places as
 * it takes, and from each on the times follow.
 */
function OutOfStep({ session, phrase, points }: StepProps) {
  const last = points.at(-1);
  return (
    <div className={styles.step}>
      <p>{texts.outOfStep}</p>
      <p className={styles.phrase}>{texts.phrase(phrase.text)}</p>
      <Button type="button" onClick={() => session.hearNow(phrase)}>
        {texts.now}
      </Button>
      {last ? (
        <>
          <p>{points.length > 1 ? texts.several(points.length) : texts.more}</p>
          <Button type="button" variant="plain" onClick={() => session.inStepAgain()}>
            {texts.undo(last.audio - last.text)}
          </Button>
        </>
      ) : null}
    </div>
  );
}
