"use client";

import { type KeyboardEvent, useActionState, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, TextArea } from "@/components/ui/field";
import { IDLE, typedIn } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { sendButton, paragraphForm as texts } from "@/lib/texts/en/correct";
import { timeBody } from "@/transcript";
import styles from "./forms.module.css";
import type { ParagraphActions, ParagraphQuestion } from "./paragraph-actions";
import { ParagraphTools } from "./paragraph-tools";
import { RefusalNotice } from "./refusal-notice";
import type { SentContribution } from "./send-state";
import { SentLine } from "./sent-line";
import { SoundLine } from "./sound-line";
import { TermsLine } from "./terms-line";
import { useDraft } from "./use-draft";
import { useSend } from "./use-send";
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
}

/**
 * One paragraph as Markdown, with its speaker. Words, times and links change in the text. A blank line splits the
 * paragraph; buttons join it with the next one or remove it. Without scripts it is a plain form.
 */
export function ParagraphForm({ question, actions, back, hasAudio, idempotencyKey, onSent, onClose }: Props) {
  const { paragraph, terms } = question;
  const { place, body, name, next } = paragraph;
  const [plain, plainAction] = useActionState(actions.send, IDLE);
  const draft = useDraft(
    `paragraph ${place.documentId}.${place.segmentId}`,
    place.base,
    body,
    typedIn(plain)?.body,
    idempotencyKey,
  );
  const { sent, refused, sending, send } = useSend(actions.send, plain, (done) => {
    draft.drop();
    onSent?.(done);
  });
  const [joined, setJoined] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const people = useId();
  const canHaveSpeaker = paragraph.kind !== "marker";

  // What joins two paragraphs has the words of both; and nobody is answered before they are signed in, where they have to be.
  const isTyped = !joined && draft.text.trim() !== "" && draft.text !== body;
  const isAsked = hasAudio && !sent && isTyped && !terms.signIn;
  const sound = useSound(isAsked ? { ...place, body: draft.text } : null);

  useEffect(() => area.current?.focus({ preventScroll: true }), []);

  if (sent) return <SentLine sent={sent} />;

  const put = (text: string, caret: number) => {
    // Synchronously, so that the next key press lands at the right place.
    flushSync(() => draft.type(text));
    area.current?.focus();
    area.current?.setSelectionRange(caret, caret);
  };
  const caret = () => area.current?.selectionStart ?? draft.text.length;
  const tools = {
    time: (seconds: number, at: number) => {
      const timed = timeBody(draft.text, at, seconds);
      if (timed !== null) put(timed, at + timed.length - draft.text.length);
    },
    split: () => {
      const at = caret();
      const first = draft.text.slice(0, at).trimEnd();
      put(`${first}\n\n${draft.text.slice(at).trimStart()}`, first.length + 2);
    },
    join: () => {
      if (!next) return;
      setJoined(true);
      put(`${draft.text.trimEnd()} ${next.body.trimStart()}`, draft.text.trimEnd().length + 1);
    },
    link: (url: string) => {
      const [from, to] = [caret(), area.current?.selectionEnd ?? caret()];
      const linked = `[${draft.text.slice(from, to)}](${url})`;
      put(draft.text.slice(0, from) + linked + draft.text.slice(to), from + linked.length);
    },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && onClose) onClose();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
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
      onSubmit={send}
      onKeyDown={onKeyDown}
    >
      {(["documentId", "base", "segmentId"] as const).map((key) => (
        <input key={key} type="hidden" name={key} value={place[key]} />
      ))}
      <input type="hidden" name="idempotencyKey" value={draft.idempotencyKey} />
      {joined ? <input type="hidden" name="join" value="1" /> : null}
      {canHaveSpeaker ? (
        <>
          <Field
            label={texts.speaker}
            name="speaker"
            defaultValue={name ?? ""}
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
        label={texts.words}
        hint={texts.wordsHint}
        name="body"
        font="text"
        rows={Math.min(12, Math.max(3, Math.ceil(draft.text.length / 60)))}
        value={draft.text}
        onChange={(event) => draft.type(event.currentTarget.value)}
        spellCheck
      />
      {draft.older === undefined ? null : <Notice kind="warning">{texts.olderDraft}</Notice>}
      <ParagraphTools {...{ paragraph, hasAudio, joined, tools, area }} text={draft.text} />
      {next ? (
        <noscript>
          <Checkbox label={texts.join} name="join" value="1" />
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
          <Button type="button" size="small" shortcut="Esc" onClick={onClose}>
            {sendButton.close}
          </Button>
        ) : null}
      </div>
      {refused ? <RefusalNotice key={refused.reason} refused={refused} back={back} /> : null}
    </form>
  );
}
