import { type FormEvent, useState, useTransition } from "react";
import { IDLE, type Refused } from "@/components/ui/form-state";
import { LONGEST_TEXT, MOST_FORM_BYTES } from "@/lib/longest-text";
import { refusal as texts } from "@/lib/texts/en/correct";
import type { Send, SendState, SentContribution } from "./send-state";

// The two refusals that the browser finds itself.
const TOO_MUCH: Refused = { status: "refused", reason: "too-long", sentence: texts.tooLong };
const UNREACHABLE: Refused = {
  status: "refused",
  reason: "unreachable",
  sentence: texts.unreachable,
};

/**
 * Sends a form without leaving the page. If the server cannot be reached, the form stays and says so.
 *
 * @param plain the state of the same form after it was sent without scripts
 */
export function useSend(action: Send, plain: SendState, onSent: (sent: SentContribution) => void) {
  const [answered, setAnswered] = useState<SendState>(IDLE);
  const [sending, startSending] = useTransition();
  const state = answered.status === "idle" ? plain : answered;
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (sending) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const form = new FormData(event.currentTarget, submitter);
    // The server refuses the request unread, so its answer would not arrive.
    if (isTooLong(form)) return setAnswered(TOO_MUCH);
    startSending(async () => {
      let next = await action(IDLE, form).catch(() => UNREACHABLE);
      // The show asks for a proof of work, which asks nothing of the person.
      if (next.status === "refused" && next.reason === "proof")
        next = await sendWithProof(action, form, next);
      setAnswered(next);
      if (next.status === "sent") onSent(next.sent);
    });
  };
  return {
    sent: state.status === "sent" ? state.sent : undefined,
    refused: state.status === "refused" ? state : undefined,
    sending,
    send,
  };
}

async function sendWithProof(action: Send, form: FormData, refused: Refused): Promise<SendState> {
  const idempotencyKey = String(form.get("idempotencyKey"));
  const { solveProof } = await import("./solve-proof");
  const proof = await solveProof({ idempotencyKey, documentId: Number(form.get("documentId")) });
  if (proof === null) return refused;
  form.set("proof", proof);
  return action(IDLE, form).catch(() => UNREACHABLE);
}

function isTooLong(form: FormData): boolean {
  const values = [...form.values()].filter((value) => typeof value === "string");
  return values.some(({ length }) => length > LONGEST_TEXT) || new Blob(values).size > MOST_FORM_BYTES;
}
