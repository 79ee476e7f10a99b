"use client";

import { type KeyboardEvent, type ReactNode, useActionState, useEffect, useRef } from "react";
import { type LoopControls, useLoop } from "@/components/player/use-loop";
import { formatClock } from "@/lib/time";
import type { GapPlace } from "@/server/work/contributions/read-gap";
import styles from "./forms.module.css";
import type { GapActions, GapQuestion } from "./gap-actions";
import { LoopButtons } from "./loop-buttons";
import { Refusal } from "./refusal";
import type { Sent } from "./send-state";
import { SentLine } from "./sent-line";
import { Suggestions } from "./suggestions";
import { TermsLine } from "./terms-line";
import { useDraft } from "./use-draft";
import { useSend } from "./use-send";

interface Props {
  readonly place: GapPlace;
  /** The gap with what is around it; undefined while it is on its way, and the form works without it. */
  readonly question: GapQuestion | undefined;
  /** Seconds at which it is heard; undefined while there is nothing to hear. */
  readonly at: number | undefined;
  readonly actions: GapActions;
  /** Where to come back to after signing in. */
  readonly back: string;
  /** Names the form where it is drawn by the server, for those without scripts. */
  readonly idempotencyKey?: string;
  readonly onSent?: ((sent: Sent) => void) | undefined;
  /** Escape, and Shift with Enter, in the field. */
  readonly onEscape?: (() => void) | undefined;
  readonly onUnheard?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** The name under which what is typed into a gap is kept. */
const draftOf = ({ documentId, segmentId, gap }: GapPlace) => `gap ${documentId}.${segmentId}.${gap}`;

/**
 * One field for what one hears in a gap, with the loop and its keys. Without scripts it is a plain form. What is typed
 * is kept at each key, until it is sent.
 */
export function GapForm({
  place,
  question,
  at,
  actions,
  back,
  idempotencyKey,
  onSent,
  onEscape,
  onUnheard,
  children,
}: Props) {
  const [plain, plainAction] = useActionState(actions.send, {});
  const draft = useDraft(draftOf(place), place.base, "", plain.typed?.words, idempotencyKey);
  const { sent, refused, sending, send } = useSend(actions.send, plain, (done) => {
    draft.drop();
    onSent?.(done);
  });
  const field = useRef<HTMLInputElement>(null);
  const loop = useLoop(sent ? undefined : at);

  useEffect(() => field.current?.focus({ preventScroll: true }), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && onEscape) onEscape();
    else if (event.key === "Enter" && event.shiftKey && onUnheard) onUnheard();
    else if (!playKey(event, loop)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (sent) return <SentLine sent={sent} />;
  const { gap, terms } = question ?? {};
  return (
    <form
      className={styles.form}
      action={plainAction}
      aria-label={at === undefined ? "Fill the gap" : `Fill the gap at ${formatClock(at)}`}
      onSubmit={send}
    >
      {(["documentId", "base", "segmentId", "gap"] as const).map((name) => (
        <input key={name} type="hidden" name={name} value={place[name]} />
      ))}
      <input type="hidden" name="idempotencyKey" value={draft.idempotencyKey} />
      <LoopButtons loop={loop} />
      {gap && gap.suggestions.length > 0 ? (
        <Suggestions all={gap.suggestions} agree={actions.agree} back={back} />
      ) : null}
      <div className={styles.line}>
        <input
          ref={field}
          name="words"
          className={styles.words}
          aria-label="What you hear"
          placeholder="What do you hear?"
          autoComplete="off"
          enterKeyHint="send"
          maxLength={2000}
          required
          value={draft.text}
          onChange={(event) => draft.type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className={styles.primary} aria-disabled={sending}>
          {sending ? "Sending …" : "Send"} <kbd>⏎</kbd>
        </button>
      </div>
      <div className={styles.answers}>
        <button type="submit" name="sound" value="laughter" className={styles.tool} formNoValidate>
          Only laughter
        </button>
        <button type="submit" name="sound" value="indecipherable" className={styles.tool} formNoValidate>
          It cannot be understood
        </button>
        {children}
      </div>
      <TermsLine terms={terms} />
      {refused ? <Refusal key={refused.reason} refused={refused} back={back} /> : null}
    </form>
  );
}

/** The keys of the loop, which one-line fields leave free; true where it was one. Shift and Tab leads to the buttons. */
function playKey({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent, loop: LoopControls): boolean {
  if (!loop.canPlay || shiftKey || ctrlKey || metaKey || altKey) return false;
  const act = { Tab: loop.replay, ArrowDown: loop.slower, ArrowUp: loop.wider }[key];
  act?.();
  return act !== undefined;
}
