"use client";

import { type KeyboardEvent, useActionState, useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, TextArea } from "@/components/ui/field";
import { IDLE, typedIn } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { changeAt } from "@/lib/change-at";
import { LONGEST_HEARD } from "@/lib/longest-text";
import { sendButton, paragraphForm as texts } from "@/lib/texts/en/correct";
import { DraftNotice } from "./draft-notice";
import styles from "./forms.module.css";
import type { ParagraphActions, ParagraphQuestion } from "./paragraph-actions";
import { ParagraphTools, type PressTool } from "./paragraph-tools";
import { RefusalNotice } from "./refusal-notice";
import type { SentContribution } from "./send-state";
import { SentLine } from "./sent-line";
import { hasNext, joinSheet, linkSheet, partSheet, sheetOf, splitSheet, timeSheet } from "./sheet";
import { SoundLine } from "./sound-line";
import { TermsLine } from "./terms-line";
import { useHeldPage } from "./use-held-page";
import { useSend } from "./use-send";
import { useSheet } from "./use-sheet";
import { useSound } from "./use-sound";

interface Props {
  readonly question: ParagraphQuestion;
  readonly actions: ParagraphActions;
  /** The address to return to after signing in. */
  readonly back: string;
  readonly hasAudio: boolean;
  readonly idempotencyKey?: string;
  readonly onSent?: (sent: SentContribution) => void;
  readonly onClose?: () => void;
  /** Called when the next paragraph is joined, or left as it is. */
  readonly onJoined?: (joined: boolean) => void;
}

/**
 * One paragraph as Markdown, with its speaker. Words, times and links change in the text. A blank line splits the
 * paragraph; buttons join it with the next one or remove it. What is sent is what it shows. Without scripts it is a plain
 * form.
 */
export function ParagraphForm({
  question: given,
  actions,
  back,
  hasAudio,
  idempotencyKey = "",
  onSent,
  onClose,
  onJoined,
}: Props) {
  const [plain, plainAction] = useActionState(actions.send, IDLE);
  const area = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const tool = useRef<PressTool>(null);
  const people = useId();
  const kept = useSheet({ given, open: actions.open, typed: typedIn(plain)?.body, idempotencyKey, area });
  const { sheet, question } = kept;
  const { paragraph, terms } = question;
  const { place, next } = paragraph;
  const { sent, refused, sending, send } = useSend(actions.send, plain, (done) => {
    kept.drop();
    onSent?.(done);
  });
  const canHaveSpeaker = paragraph.kind !== "marker";
  useHeldPage(!sent);

  // What joins two paragraphs has the words of both; and nobody is answered before they are signed in, where they have to be.
  const isTyped = !sheet.joined && sheet.words.trim() !== "" && sheet.words !== sheetOf(paragraph).words;
  const isAsked = hasAudio && !sent && isTyped && !terms.signIn && sheet.words.length <= LONGEST_HEARD;
  const sound = useSound(isAsked ? { ...place, body: sheet.words } : null);

  useEffect(() => area.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    onJoined?.(sheet.joined && !sent);
    return () => onJoined?.(false);
  }, [sheet.joined, sent, onJoined]);
  const isFound = kept.draft === "found";
  const words = useRef({ own: "", now: "" });
  words.current = { own: sheetOf(paragraph).words, now: sheet.words };
  // A draft opens where its first change is.
  useEffect(() => {
    const at = changeAt(words.current.own, words.current.now);
    if (isFound) area.current?.setSelectionRange(at, at);
  }, [isFound]);
  const { undo, redo } = kept;
  const acts = useRef({ undo, redo });
  acts.current = { undo, redo };
  // The browser's own history knows nothing of the tools: its menu and gestures go through the form's.
  useEffect(() => {
    const onBefore = (event: InputEvent) => {
      if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
      event.preventDefault();
      acts.current[event.inputType === "historyUndo" ? "undo" : "redo"]();
    };
    const stop = new AbortController();
    form.current?.addEventListener("beforeinput", onBefore, { signal: stop.signal });
    return () => stop.abort();
  }, []);

  if (sent) return <SentLine sent={sent} />;

  const caret = () => area.current?.selectionStart ?? sheet.words.length;
  const tools = {
    time: (seconds: number, at: number) => kept.use(timeSheet(sheet, at, seconds)),
    split: () => kept.use(splitSheet(sheet, caret())),
    join: () => kept.use(next && joinSheet(sheet, next)),
    part: () => kept.use(next && partSheet(sheet, next)),
    link: (url: string) => {
      const end = area.current?.selectionEnd ?? caret();
      kept.use(linkSheet(sheet, [caret(), end], url));
    },
    undo,
  };
  const own = sheetOf(paragraph).words;
  const losesNext = next !== null && !hasNext(sheet, next, own);
  const close = () => {
    if (kept.draft === "lost" && !confirm(texts.confirmClose)) return;
    onClose?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isMod = (event.ctrlKey || event.metaKey) && !event.altKey;
    const back = event.key.toLowerCase() === "z";
    if (tool.current?.(event)) {
      // A tool has taken it.
    } else if (event.key === "Escape" && onClose) close();
    else if (event.key === "Enter" && isMod) form.current?.requestSubmit();
    else if (isMod && back && !event.shiftKey && isOurs(event.target)) undo();
    else if (isMod && (back || event.key.toLowerCase() === "y") && isOurs(event.target)) redo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      ref={form}
      className={styles.form}
      action={plainAction}
      aria-label={texts.name}
      onSubmit={(event) => {
        const { submitter } = event.nativeEvent as SubmitEvent;
        const removes = submitter?.getAttribute("name") === "remove";
        if (!removes && losesNext && !confirm(texts.confirmLoss)) return event.preventDefault();
        send(event);
      }}
      onKeyDown={onKeyDown}
    >
      {(["documentId", "base", "segmentId"] as const).map((key) => (
        <input key={key} type="hidden" name={key} value={place[key]} />
      ))}
      <input type="hidden" name="idempotencyKey" value={kept.idempotencyKey} />
      {sheet.joined ? <input type="hidden" name="join" value="1" /> : null}
      <DraftNotice kept={kept} />
      {canHaveSpeaker ? (
        <>
          <Field
            label={texts.speaker}
            name="speaker"
            value={sheet.speaker}
            onChange={(event) => kept.type({ speaker: event.currentTarget.value })}
            list={people}
            maxLength={200}
            autoComplete="off"
            placeholder={texts.sameSpeaker}
            short
          />
          <datalist id={people}>
            {paragraph.people.map((person) => (
              <option key={person} value={person} />
            ))}
          </datalist>
        </>
      ) : null}
      <TextArea
        ref={area}
        label={sheet.joined ? texts.bothWords : texts.words}
        hint={texts.wordsHint}
        name="body"
        font="text"
        rows={Math.min(12, Math.max(3, Math.ceil(sheet.words.length / 60)))}
        value={sheet.words}
        onChange={(event) => kept.type({ words: event.currentTarget.value })}
        spellCheck
      />
      {sheet.joined ? (
        <Notice kind={losesNext ? "warning" : "info"}>
          {losesNext ? texts.losesNext : texts.joined}{" "}
          <Button type="button" size="small" onClick={tools.part}>
            {texts.part}
          </Button>
        </Notice>
      ) : null}
      <ParagraphTools {...{ paragraph, hasAudio, tools, area, tool }} sheet={sheet} canUndo={kept.canUndo} />
      {next ? (
        <noscript>
          <Checkbox label={texts.join} name="join" value="words" />
        </noscript>
      ) : null}
      <SoundLine sound={sound} />
      <TermsLine terms={terms} />
      <div className={styles.answers}>
        <Button variant="primary" shortcut="Ctrl ⏎" aria-disabled={sending}>
          {sending ? sendButton.sending : sendButton.send}
        </Button>
        <Button
          size="small"
          variant="danger"
          name="remove"
          value="1"
          onClick={(event) => {
            if (!confirm(texts.confirmRemove)) event.preventDefault();
          }}
        >
          {texts.remove}
        </Button>
        {onClose ? (
          <Button type="button" size="small" shortcut="Esc" onClick={close}>
            {sendButton.close}
          </Button>
        ) : null}
      </div>
      {refused ? (
        <RefusalNotice key={refused.reason} refused={refused} back={back} isKept={kept.draft !== "lost"} />
      ) : null}
    </form>
  );
}

/** Whether a field's text is part of the sheet: any other field undoes by itself. */
const isOurs = (target: EventTarget): boolean =>
  !(target instanceof HTMLInputElement) || target.name === "speaker";
