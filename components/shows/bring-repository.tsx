"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { IDLE, problemOf, type SendForm, typedIn } from "@/components/ui/form-state";
import { bringRepository as texts } from "@/lib/texts/en/shows";

/** Brings the shows of a git repository. It leads on to the page of its progress. */
export function BringRepository({ bring }: { readonly bring: SendForm<never> }) {
  const [state, action, isBringing] = useActionState(bring, IDLE);
  const typed = typedIn(state);
  return (
    <Form action={action}>
      <p>{texts.lead}</p>
      <Field
        label={texts.address}
        hint={texts.addressHint}
        name="url"
        type="url"
        inputMode="url"
        font="code"
        required
        maxLength={2000}
        placeholder="https://"
        defaultValue={typed?.url ?? ""}
        error={problemOf(state)}
      />
      <Field
        label={texts.show}
        hint={texts.showHint}
        name="show"
        short
        maxLength={300}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={typed?.show ?? ""}
      />
      <Button disabled={isBringing}>{texts.bring}</Button>
    </Form>
  );
}
