import { type RefObject, useEffect, useRef, useState } from "react";
import type { PlayerSession } from "@/components/player/player-session";
import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { findText } from "@/lib/page-contract";
import { findPanel as texts } from "@/lib/texts/en/reading-tools";
import { MarkedHits, MOST_HITS } from "./marked-hits";
import styles from "./reader.module.css";
import { showPlace } from "./step-through";

interface Props {
  readonly session: PlayerSession;
  /** The field in which the reader types. */
  readonly field: RefObject<HTMLInputElement | null>;
}

/**
 * Search within the episode. Enter goes to the next hit, Shift Enter to the previous one, and Ctrl Enter plays the
 * present one.
 */
export function FindPanel({ session, field }: Props) {
  const [hits] = useState(() => {
    const root = findText();
    return root ? new MarkedHits(root) : undefined;
  });
  const [at, setAt] = useState(0);
  const [phrase, setPhrase] = useState("");

  const count = hits?.count ?? 0;
  const show = (index: number) => {
    const range = hits?.show(index);
    if (!range) return;
    session.lookAround();
    setAt(index);
    showPlace(range.getBoundingClientRect());
  };
  const look = () => {
    const next = field.current?.value ?? "";
    setPhrase(next);
    hits?.look(next);
    show(hits?.firstBelow() ?? 0);
  };
  const step = (by: 1 | -1) => count > 0 && show((at + by + count) % count);
  const play = () => {
    const range = hits?.show(at);
    const moment = range && session.momentAt(range.startContainer, range.startOffset);
    if (moment !== undefined) session.playFrom(moment);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) play();
    else step(event.shiftKey ? -1 : 1);
  };

  const latest = useRef({ look, onKey });
  useEffect(() => {
    latest.current = { look, onKey };
  });
  useEffect(() => {
    const input = field.current;
    const stop = new AbortController();
    const { signal } = stop;
    input?.addEventListener("input", () => latest.current.look(), { signal });
    input?.addEventListener("keydown", (event) => latest.current.onKey(event), { signal });
    // Search for what was typed before this component loaded.
    latest.current.look();
    return () => {
      stop.abort();
      hits?.clear();
    };
  }, [field, hits]);

  const place = count === MOST_HITS ? texts.hitOfMany : texts.hit;
  const said = count > 0 ? place(at + 1, count) : texts.none;
  return (
    <>
      <span role="status" className={styles.count}>
        {phrase.trim() ? said : ""}
      </span>
      <Button type="button" variant="plain" title={texts.previousKey} onClick={() => step(-1)}>
        <Arrow up />
        <VisuallyHidden>{texts.previous}</VisuallyHidden>
      </Button>
      <Button type="button" variant="plain" title={texts.nextKey} onClick={() => step(1)}>
        <Arrow />
        <VisuallyHidden>{texts.next}</VisuallyHidden>
      </Button>
      <Button type="button" variant="plain" title={texts.playKey} onClick={play}>
        {texts.play}
      </Button>
    </>
  );
}

function Arrow({ up = false }: { up?: boolean }) {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path
        d={up ? "M4 12.5 10 6.5l6 6" : "M4 7.5l6 6 6-6"}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </svg>
  );
}
