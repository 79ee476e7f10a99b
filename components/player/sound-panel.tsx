import { type ReactNode, useId, useState } from "react";
import { SETTING } from "@/lib/page-contract";
import type { Setting } from "./hear-controls";
import { RATES } from "./memory";
import styles from "./player.module.css";
import type { PlayerState } from "./player-state";
import type { PlayerSession } from "./session";

/** Minutes one may want to fall asleep within. */
const SLEEP = [5, 15, 30, 45, 60] as const;

/** Has the session hear what is set: hear-controls. */
const setting = (which: Setting) => ({ [SETTING]: which });

/** By the session: hear-controls. */
const heard = () => {};

/** What is set seldom: speed, volume, the sleep timer, and words that are out of step. Opens above its button. */
export function SoundPanel({ session, state }: { session: PlayerSession; state: PlayerState }) {
  const id = useId();
  const { rate, volume, sleepAt, shift, page, episode } = state;
  const here = page?.href === episode?.href;
  const [phrase, setPhrase] = useState<string>();
  const until = sleepAt && new Date(sleepAt).toLocaleTimeString("en", { hour: "2-digit", minute: "2-digit" });
  return (
    <>
      <button type="button" className={styles.rate} popoverTarget={id} title="Speed and sound">
        {rate}×<span className="visually-hidden"> speed. Speed and sound</span>
      </button>
      <div
        id={id}
        popover="auto"
        className={styles.panel}
        onToggle={({ newState }) => setPhrase(newState === "open" ? session.phrase() : undefined)}
      >
        <Row id={`${id}-speed`} label="Speed">
          <select id={`${id}-speed`} {...setting("rate")} value={rate} onChange={heard}>
            {RATES.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
        </Row>
        <Row id={`${id}-volume`} label="Volume">
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
        <Row id={`${id}-sleep`} label="Sleep in">
          <select id={`${id}-sleep`} {...setting("sleep")} value={until ? "set" : "off"} onChange={heard}>
            <option value="off">Off</option>
            {until ? (
              <option value="set" disabled>
                Sleep at {until}
              </option>
            ) : null}
            {SLEEP.map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes} minutes
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

/** Where advertisements were put in or taken out: the listener says what they hear, and the words follow. */
function OutOfStep({ session, phrase, shift }: StepProps) {
  return (
    <div className={styles.step}>
      <p>Words out of step with the voice? When you hear</p>
      <p className={styles.phrase}>“{phrase}”</p>
      <button type="button" className={styles.now} onClick={() => session.hearNow()}>
        I hear this now
      </button>
      {shift === 0 ? null : (
        <button type="button" className={styles.retry} onClick={() => session.inStepAgain()}>
          Undo ({shift > 0 ? "+" : "−"}
          {Math.abs(shift).toFixed(1)} s)
        </button>
      )}
    </div>
  );
}
