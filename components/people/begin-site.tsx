"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { IDLE, type SendForm, typedIn } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { beginPage as texts } from "@/lib/texts/en/site";

interface Props {
  /** The code, where the address that `npm start` printed was opened. */
  readonly code: string;
  readonly send: SendForm<never>;
}

/** Makes the account of the site's first administrator. */
export function BeginSite({ code, send }: Props) {
  const [state, action, isSending] = useActionState(send, IDLE);
  const reason = state.status === "refused" ? state.reason : null;
  const errorAt = (field: string) =>
    state.status === "refused" && state.reason === field ? state.sentence : undefined;
  const typed = typedIn(state);
  return (
    <Form action={action}>
      {state.status === "refused" && reason !== "bad-code" && reason !== "bad-name" ? (
        <Notice kind="error">{state.sentence}</Notice>
      ) : null}
      <Field
        label={texts.code}
        hint={texts.codeHint}
        name="code"
        font="code"
        short
        required
        maxLength={100}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        defaultValue={typed?.code ?? code}
        error={errorAt("bad-code")}
      />
      <Field
        label={texts.name}
        hint={texts.nameHint}
        name="name"
        short
        required
        maxLength={100}
        autoComplete="name"
        defaultValue={typed?.name ?? ""}
        error={errorAt("bad-name")}
      />
      <Button variant="primary" disabled={isSending}>
        {texts.begin}
      </Button>
    </Form>
  );
}
