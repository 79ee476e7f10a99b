"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { PLAY, PLAYER, SEEK } from "@/lib/page-contract";
import { playerBar as texts } from "@/lib/texts/en/player";
import { formatClock, spokenClock } from "@/lib/time";
import { BarMarks } from "./bar-marks";
import { HeardElsewhere } from "./heard-elsewhere";
import { PauseIcon, PlayIcon, SkipIcon } from "./icons";
import styles from "./player.module.css";
import type { PlayerSession } from "./player-session";
import { type PlayerState, surplus } from "./player-state";
import { SoundPanel } from "./sound-panel";
import { STEP } from "./use-keys";
import { Waveform } from "./waveform";

interface Props {
  readonly session: PlayerSession;
  readonly state: PlayerState;
}

/**
 * The bar at the foot of the window. React draws it only when its state changes (playing, failed, following).
 * While audio plays, the time, the seek bar and the lit word move without React. The session hears the play
 * button before React does.
 */
export function PlayerBar({ session, state }: Props) {
  const bar = useRef<HTMLInputElement>(null);
  const clock = useRef<HTMLSpanElement>(null);
  const { episode, page, playing, following, length, problem } = state;
  // These elements exist once an episode with audio is loaded, and are made again after a failure.
  const drawn = `${episode?.href} ${problem === "audio"} ${Math.ceil(length)}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => session.drawTime(timeDrawer(bar.current, clock.current)), [session, drawn]);

  if (!episode?.audio) return problem === "times" ? <TimesProblem session={session} alone /> : null;
  const here = page?.href === episode.href;
  const longer = surplus(state);
  return (
    <section className={styles.player} aria-label={texts.name(episode.title)} {...{ [PLAYER]: "" }}>
      {problem === "audio" ? (
        <p className={styles.message} role="alert">
          {texts.noAudio} <Again session={session} />
        </p>
      ) : (
        <>
          <div className={styles.buttons}>
            <Button type="button" variant="plain" onClick={() => session.skip(-STEP)}>
              <SkipIcon back />
              <VisuallyHidden>{texts.back(STEP)}</VisuallyHidden>
            </Button>
            <button
              type="button"
              className={styles.play}
              {...{ [PLAY]: "" }}
              title={playing ? texts.pauseHint : texts.playHint}
            >
              {playing ? <PauseIcon /> : <PlayIcon />}
              <VisuallyHidden>{playing ? texts.pause : texts.play}</VisuallyHidden>
            </button>
            <Button type="button" variant="plain" onClick={() => session.skip(STEP)}>
              <SkipIcon />
              <VisuallyHidden>{texts.forward(STEP)}</VisuallyHidden>
            </Button>
          </div>
          <span className={styles.clock} ref={clock}>
            0:00
          </span>
          <div className={styles.line}>
            {episode.waveform ? <Waveform bars={episode.waveform} /> : null}
            <input
              ref={bar}
              className={styles.bar}
              type="range"
              {...{ [SEEK]: "" }}
              min={0}
              max={Math.max(1, Math.ceil(length))}
              step={1}
              defaultValue={0}
              aria-label={texts.position}
              onFocus={() => session.tellTime()}
              onInput={(event) => session.seek(Number(event.currentTarget.value))}
            />
            <BarMarks marks={episode.marks} length={length} seek={(seconds) => session.seekText(seconds)} />
          </div>
          <span className={styles.length}>{length > 0 ? formatClock(length) : "–:––"}</span>
          <SoundPanel session={session} state={state} />
        </>
      )}
      {here ? null : (
        <Link className={styles.elsewhere} href={episode.href}>
          {episode.title}
        </Link>
      )}
      {problem === "times" ? <TimesProblem session={session} /> : null}
      {problem === "network" ? (
        <p className={styles.notice} role="alert">
          {texts.slow} <Again session={session} />
        </p>
      ) : null}
      {here && longer !== undefined && state.points.length === 0 ? (
        <p className={styles.notice}>
          {texts.otherLength(longer)} <HeardElsewhere session={session} state={state} />
        </p>
      ) : null}
      {here ? (
        <span className={styles.follow}>
          <Button
            type="button"
            size="small"
            aria-pressed={following}
            onClick={() => session.follow(!following)}
            title={texts.followHint}
          >
            {texts.follow}
          </Button>
        </span>
      ) : null}
    </section>
  );
}

/** Loads again what failed. */
function Again({ session }: { session: PlayerSession }) {
  return (
    <Button type="button" size="small" onClick={() => session.retry()}>
      {texts.tryAgain}
    </Button>
  );
}

function TimesProblem({ session, alone = false }: { session: PlayerSession; alone?: boolean }) {
  return (
    <p className={alone ? styles.alone : styles.message} role="alert">
      {texts.noTimes} <Again session={session} />
    </p>
  );
}

// More steps than the bar has pixels on most screens. In a long episode a step is several seconds, and
// drawing more often would show nothing.
const STEPS = 1000;
// In seconds: a larger distance is a jump, which the bar shows at once.
const JUMP = 2;

/** Returns the function that draws the time in a seek bar and a clock. */
function timeDrawer(bar: HTMLInputElement | null, clock: HTMLElement | null): (seconds: number) => void {
  const digits = clock?.firstChild;
  const end = Number(bar?.max);
  let before = Number.NEGATIVE_INFINITY;
  let drawn = before;
  return (seconds) => {
    if (!bar || !(digits instanceof Text)) return;
    digits.data = formatClock(seconds);
    const goesOn = Math.abs(seconds - before) < JUMP;
    before = seconds;
    // With the focus on the bar, keep it exact: a screen reader says its value, and keys move it from there.
    if (goesOn && Math.abs(seconds - drawn) * STEPS < end && document.activeElement !== bar) return;
    drawn = seconds;
    bar.value = String(Math.floor(seconds));
    bar.setAttribute("aria-valuetext", spokenClock(seconds));
    bar.style.setProperty("--played", `${(100 * seconds) / end}%`);
  };
}
