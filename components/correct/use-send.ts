import { type FormEvent, useState, useTransition } from "react";
import { LONGEST_TEXT, MOST_FORM_BYTES } from "@/lib/longest-text";
import type { Send, SendState, Sent } from "./send-state";

/**
 * Sends a form without leaving the page; what cannot be reached is a refusal like others, and the form stays.
 *
 * @param plain the state of the same form where it was sent without scripts
 */
export function useSend(action: Send, plain: SendState, onSent: (sent: Sent) => void) {
  const [answered, setAnswered] = useState<SendState>({});
  const [sending, startSending] = useTransition();
  const state = answered.sent || answered.refused ? answered : plain;
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (sending) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const form = new FormData(event.currentTarget, submitter);
    // The server takes no more, and would not be heard saying so.
    if (isTooLong(form)) return setAnswered({ refused: { reason: "too-long" } });
    startSending(async () => {
      const next = await action({}, form).catch((): SendState => ({ refused: { reason: "unreachable" } }));
      setAnswered(next);
      if (next.sent) onSent(next.sent);
    });
  };
  return { sent: state.sent, refused: state.refused, sending, send };
}

function isTooLong(form: FormData): boolean {
  const values = [...form.values()].filter((value) => typeof value === "string");
  return values.some(({ length }) => length > LONGEST_TEXT) || new Blob(values).size > MOST_FORM_BYTES;
}
