import { type FormEvent, useState, useTransition } from "react";
import type { Refused, Send, SendState, Sent } from "./send-state";

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
    startSending(async () => {
      const next = await action({}, form).catch((): SendState => ({ refused: { reason: "unreachable" } }));
      setAnswered(next);
      if (next.sent) onSent(next.sent);
    });
  };
  const refuse = (refused: Refused) => setAnswered({ refused });
  return { sent: state.sent, refused: state.refused, sending, send, refuse };
}
