"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { IDLE, type SendForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { transcriptRequest as texts } from "@/lib/texts/en/ownership";

interface Props {
  readonly show: string;
  readonly slug: string;
  /** It answers how many ask. */
  readonly send: SendForm<number>;
}

/** Stands where a transcript will be: whoever would read it says so. */
export function AskForTranscript({ show, slug, send }: Props) {
  const [state, action, isSending] = useActionState(send, IDLE);
  if (state.status === "sent") return <Notice kind="success">{texts.asked(state.sent)}</Notice>;
  return (
    <Form action={action}>
      <input type="hidden" name="show" value={show} />
      <input type="hidden" name="slug" value={slug} />
      {state.status === "refused" ? <Notice kind="error">{state.sentence}</Notice> : null}
      <p>{texts.lead}</p>
      <Button disabled={isSending}>{texts.ask}</Button>
    </Form>
  );
}
