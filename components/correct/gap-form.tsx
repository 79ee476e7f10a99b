"use client";

import { type KeyboardEvent, type ReactNode, useActionState, useEffect, useRef } from "react";
import { type LoopControls, useLoop } from "@/components/player/use-loop";
import { Button } from "@/components/ui/button";
import { IDLE, typedIn } from "@/components/ui/form-state";
import { sendButton, gapForm as texts } from "@/lib/texts/en/correct";
import { formatClock } from "@/lib/time";
import type { GapPlace } from "@/server/work/contributions/read-gap";
import { DraftNotice } from "./draft-notice";
import styles from "./forms.module.css";
import type { GapActions, GapQuestion } from "./gap-actions";
import { LoopButtons } from "./loop-buttons";
import { RefusalNotice } from "./refusal-notice";
import type { SentContribution } from "./send-state";
import { SentLine } from "./sent-line";
import { SoundLine } from "./sound-line";
import { Suggestions } from "./suggestions";
import { TermsLine } from "./terms-line";
import { useDraft } from "./use-draft";
import { useHeldPage } from "./use-held-page";
import { useSend } from "./use-send";
import { useSound } from "./use-sound";

interface Props {
  readonly place: GapPlace;
  /** The gap with the words around it; undefined while it loads. The form works without it. */
  readonly question: GapQuestion | undefined;
  /** The gap's place in the audio, in seconds; undefined without audio. */
  readonly at: number | undefined;
  readonly hasAudio: boolean;
  readonly actions: GapActions;
  /** The address to return to after signing in. */
  readonly back: string;
  /** The key of the form that the server renders, for browsers without scripts. */
  readonly idempotencyKey?: string;
  readonly onSent?: ((sent: SentContribution) => void) | undefined;
  /** Called for Escape in the form, and for Shift Enter in the field. */
  readonly onEscape?: (() => void) | undefined;
  readonly onUnheard?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** The name of a gap's draft. */
const draftOf = ({ documentId, segmentId, gap }: GapPlace) => `gap ${documentId}.${segmentId}.${gap}`;

/**
 * A field for the words of a gap, with the loop and its keys. Each key press stores the draft until it is sent.
 * Without scripts it is a plain form.
 */
export function GapForm({
  place,
  question,
  at,
  hasAudio,
  actions,
  back,
  idempotencyKey,
  onSent,
  onEscape,
  onUnheard,
  children,
}: Props) {
  const [plain, plainAction] = useActionState(actions.send, IDLE);
  const draft = useDraft(draftOf(place), place.base, "", typedIn(plain)?.words, idempotencyKey);
  const { sent, refused, sending, send } = useSend(actions.send, plain, (done) => {
    draft.drop();
    onSent?.(done);
  });
  useHeldPage(!sent);
  const field = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  // Whether words were sent, rather than “only laughter” or “cannot be understood”.
  const withWords = useRef(false);
  const loop = useLoop(sent ? undefined : at);

  const typed = draft.text.trim();
  // Nobody is answered before they are signed in, where they have to be.
  const isAsked = hasAudio && !sent && typed !== "" && question?.terms.signIn === false;
  const sound = useSound(isAsked ? { ...place, words: typed } : null);

  useEffect(() => field.current?.focus({ preventScroll: true }), []);

  const onKeyDown = (event: KeyboardEvent) => {
    const isIn = event.target === field.current;
    // A key that is held down does what it does once: it neither skips ten gaps nor sends ten answers.
    const once = (act: () => void) => (event.repeat ? undefined : act());
    if (event.key === "Escape" && onEscape) once(onEscape);
    else if (event.key === "Enter" && event.repeat) once(() => {});
    else if (isIn && event.key === "Enter" && event.shiftKey && onUnheard) once(onUnheard);
    else if (isIn && playKey(event, loop)) {
      // The loop has taken it.
    } else if (!pressKey(event, form.current, loop)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (sent)
    return <SentLine sent={sent} gapAt={withWords.current ? (at ?? question?.gap.seconds) : undefined} />;
  const { gap, terms } = question ?? {};
  return (
    <form
      ref={form}
      className={styles.form}
      action={plainAction}
      onKeyDown={onKeyDown}
      aria-label={at === undefined ? texts.name : texts.nameAt(formatClock(at))}
      onSubmit={(event) => {
        const { submitter } = event.nativeEvent as SubmitEvent;
        withWords.current = submitter?.getAttribute("name") !== "sound";
        send(event);
      }}
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
          aria-label={hasAudio ? texts.label : texts.silentLabel}
          placeholder={hasAudio ? texts.placeholder : texts.silentPlaceholder}
          autoComplete="off"
          enterKeyHint="send"
          maxLength={2000}
          required
          value={draft.text}
          onChange={(event) => draft.type(event.currentTarget.value)}
        />
        <Button variant="primary" shortcut="⏎" aria-disabled={sending}>
          {sending ? sendButton.sending : sendButton.send}
        </Button>
      </div>
      <DraftNotice kept={draft} />
      <SoundLine sound={sound} />
      <div className={styles.answers}>
        <Button size="small" shortcut="Alt L" data-press="KeyL" name="sound" value="laughter" formNoValidate>
          {texts.laughter}
        </Button>
        <Button
          size="small"
          shortcut="Alt U"
          data-press="KeyU"
          name="sound"
          value="indecipherable"
          formNoValidate
        >
          {texts.indecipherable}
        </Button>
        {children}
      </div>
      <TermsLine terms={terms} />
      {refused ? (
        <RefusalNotice key={refused.reason} refused={refused} back={back} isKept={draft.draft !== "lost"} />
      ) : null}
    </form>
  );
}

/** Handles the loop's keys in the field, which has one line and needs none of them. True where the key was one. */
function playKey({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent, loop: LoopControls): boolean {
  if (!loop.canPlay || shiftKey || ctrlKey || metaKey || altKey) return false;
  const act = { ArrowDown: loop.slower, ArrowUp: loop.wider }[key];
  act?.();
  return act !== undefined;
}

/**
 * Handles the form's keys with Alt, which its buttons show. They go by the place on the keyboard: with Alt, some systems
 * type another letter. True where the key was one.
 */
function pressKey(
  { code, ctrlKey, metaKey, altKey, repeat }: KeyboardEvent,
  form: HTMLElement | null,
  loop: LoopControls,
): boolean {
  if (!altKey || ctrlKey || metaKey) return false;
  if (code === "KeyP" && loop.canPlay) {
    if (!repeat) loop.replay();
    return true;
  }
  const button = form?.querySelector<HTMLElement>(`[data-press="${CSS.escape(code)}"]`);
  if (!repeat) button?.click();
  return button !== null && button !== undefined;
}
