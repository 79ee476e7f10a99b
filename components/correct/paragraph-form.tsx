"use client";

import { type KeyboardEvent, useActionState, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { timeBody } from "@/transcript";
import styles from "./forms.module.css";
import type { ParagraphActions, ParagraphQuestion } from "./paragraph-actions";
import { ParagraphTools } from "./paragraph-tools";
import { Refusal } from "./refusal";
import type { Sent } from "./send-state";
import { SentLine } from "./sent-line";
import { TermsLine } from "./terms-line";
import { useDraft } from "./use-draft";
import { useSend } from "./use-send";

interface Props {
  readonly question: ParagraphQuestion;
  readonly actions: ParagraphActions;
  /** Where to come back to after signing in. */
  readonly back: string;
  readonly hasAudio: boolean;
  readonly idempotencyKey?: string;
  readonly onSent?: (sent: Sent) => void;
  readonly onClose?: () => void;
}

/**
 * One paragraph as Markdown, with its speaker: words, times and links are changed in the text; a blank line splits it;
 * the next one is joined, or it is removed. Without scripts it is a plain form.
 */
export function ParagraphForm({ question, actions, back, hasAudio, idempotencyKey, onSent, onClose }: Props) {
  const { paragraph, terms } = question;
  const { place, body, name, next } = paragraph;
  const [plain, plainAction] = useActionState(actions.send, {});
  const draft = useDraft(
    `paragraph ${place.documentId}.${place.segmentId}`,
    place.base,
    body,
    plain.typed?.body,
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

  useEffect(() => area.current?.focus({ preventScroll: true }), []);

  if (sent) return <SentLine sent={sent} />;

  const put = (text: string, caret: number) => {
    // At once, so that what is typed next stands where it is meant.
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
      aria-label="Correct this paragraph"
      onSubmit={send}
      onKeyDown={onKeyDown}
    >
      {(["documentId", "base", "segmentId"] as const).map((key) => (
        <input key={key} type="hidden" name={key} value={place[key]} />
      ))}
      <input type="hidden" name="idempotencyKey" value={draft.idempotencyKey} />
      {joined ? <input type="hidden" name="join" value="1" /> : null}
      {canHaveSpeaker ? (
        <label className={styles.field}>
          Speaker
          <input
            name="speaker"
            defaultValue={name ?? ""}
            list={people}
            maxLength={200}
            autoComplete="off"
            placeholder="goes on with the speaker before"
          />
          <datalist id={people}>
            {paragraph.people.map((person) => (
              <option key={person} value={person} />
            ))}
          </datalist>
        </label>
      ) : null}
      <label className={styles.field}>
        Words, as Markdown; a blank line splits the paragraph
        <textarea
          ref={area}
          name="body"
          className={styles.area}
          rows={Math.min(12, Math.max(3, Math.ceil(draft.text.length / 60)))}
          value={draft.text}
          onChange={(event) => draft.type(event.currentTarget.value)}
          spellCheck
        />
      </label>
      {draft.older === undefined ? null : (
        <p className={styles.terms} role="status">
          Somebody changed the transcript since you began. Your draft is kept; look at both before you send
          it.
        </p>
      )}
      <ParagraphTools {...{ paragraph, hasAudio, joined, tools, area }} text={draft.text} />
      {next ? (
        <noscript>
          <label>
            <input type="checkbox" name="join" value="1" /> Join it with the next paragraph (copy its words
            behind these)
          </label>
        </noscript>
      ) : null}
      <TermsLine terms={terms} />
      <div className={styles.answers}>
        <button type="submit" className={styles.primary} aria-disabled={sending}>
          {sending ? "Sending …" : "Send"} <kbd>Ctrl ⏎</kbd>
        </button>
        <button
          type="submit"
          name="remove"
          value="1"
          className={styles.tool}
          onClick={(event) => {
            if (!confirm("Remove this whole paragraph? A maintainer decides on it.")) event.preventDefault();
          }}
        >
          Remove the paragraph
        </button>
        {onClose ? (
          <button type="button" className={styles.tool} onClick={onClose}>
            Close <kbd>Esc</kbd>
          </button>
        ) : null}
      </div>
      {refused ? <Refusal key={refused.reason} refused={refused} back={back} /> : null}
    </form>
  );
}
