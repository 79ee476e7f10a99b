"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Fieldset, Form } from "@/components/ui/form";
import { IDLE, problemOf, type SendForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { webhookForm } from "@/lib/texts/en/shows";

interface Props {
  readonly add: SendForm<null>;
}

/** Adds a webhook. It works without scripts. */
export function WebhookForm({ add }: Props) {
  const [state, act, waiting] = useActionState(add, IDLE);
  const problem = problemOf(state);
  return (
    <Form action={act}>
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <Field
        label={webhookForm.address}
        name="url"
        type="url"
        required
        maxLength={2000}
        autoComplete="off"
        placeholder="https://"
      />
      <Fieldset legend={webhookForm.events}>
        {(["proposed", "accepted"] as const).map((event) => (
          <Checkbox key={event} label={webhookForm.event[event]} name="event" value={event} defaultChecked />
        ))}
      </Fieldset>
      <Button variant="primary" disabled={waiting}>
        {webhookForm.add}
      </Button>
    </Form>
  );
}
