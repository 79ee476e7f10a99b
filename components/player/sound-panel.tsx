import { type ReactNode, useId, useState } from "react";
import { SETTING } from "@/lib/page-contract";
import { soundPanel as texts } from "@/lib/texts/en/player";
import type { Setting } from "./hear-controls";
import { RATES } from "./memory";
import styles from "./player.module.css";
import type { PlayerState } from "./player-state";
import type { PlayerSession } from "./session";

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
  const { rate, volume, sleepAt, shift, page, episode } = state;
  const here = page?.href === episode?.href;
  const [phrase, setPhrase] = useState<string>();
  const until = sleepAt && new Date(sleepAt).toLocaleTimeString("en", { hour: "2-digit", minute: "2-digit" });
  return (
    <>
      <button type="button" className={styles.rate} popoverTarget={id} title={texts.title}>
        {texts.rate(rate)}
        <span className="visually-hidden"> {texts.afterRate}</span>
      </button>
      <div
        id={id}
        popover="auto"
        className={styles.panel}
        onToggle={({ newState }) => setPhrase(newState === "open" ? session.phrase() : undefined)}
      >
        <Row id={`${id}-speed`} label={texts.speed}>
          <select id={`${id}-speed`} {...setting("rate")} value={rate} onChange={heard}>
            {RATES.map((each) => (
              <option key={each} value={each}>
                {texts.rate(each)}
              </option>
            ))}
          </select>
        </Row>
        <Row id={`${id}-volume`} label={texts.volume}>
          <input
            id={`${id}-volume`}
            type="range"
            min={0}
            max={1}
            step={0.05}
            {...setting("volume")}
            value={volume}
            onChange={heard}
          />
        </Row>
        <Row id={`${id}-sleep`} label={texts.sleep}>
          <select id={`${id}-sleep`} {...setting("sleep")} value={until ? "set" : "off"} onChange={heard}>
            <option value="off">{texts.off}</option>
            {until ? (
              <option value="set" disabled>
                {texts.sleepAt(until)}
              </option>
            ) : null}
            {SLEEP.map((minutes) => (
              <option key={minutes} value={minutes}>
                {texts.minutes(minutes)}
              </option>
            ))}
          </select>
        </Row>
        {here && phrase ? <OutOfStep session={session} phrase={phrase} shift={shift} /> : null}
      </div>
    </>
  );
}

function Row({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className={styles.setting}>
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}

interface StepProps {
  readonly session: PlayerSession;
  /** How the lit paragraph begins. */
  readonly phrase: string;
  readonly shift: number;
}

/**
 * For audio with other advertisements than the text's times expect: the listener says what they hear, and the
 * times shift.
 */
function OutOfStep({ session, phrase, shift }: StepProps) {
  return (
    <div className={styles.step}>
      <p>{texts.outOfStep}</p>
      <p className={styles.phrase}>{texts.phrase(phrase)}</p>
      <button type="button" className={styles.now} onClick={() => session.hearNow()}>
        {texts.now}
      </button>
      {shift === 0 ? null : (
        <button type="button" className={styles.retry} onClick={() => session.inStepAgain()}>
          {texts.undo(shift)}
        </button>
      )}
    </div>
  );
}
