"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { IDLE, problemOf, type SendForm, typedIn } from "@/components/ui/form-state";
import { bringRepository as texts } from "@/lib/texts/en/shows";

interface Props {
  readonly mostBytes: number;
  readonly bring: SendForm<never>;
}

/** Brings the transcripts in an archive. It leads on to the page of its progress. It works without scripts. */
export function BringArchive({ mostBytes, bring }: Props) {
  const [state, action, isBringing] = useActionState(bring, IDLE);
  return (
    <Form action={action}>
      <p>{texts.archiveLead}</p>
      <Field
        label={texts.archive}
        hint={texts.archiveHint(Math.floor(mostBytes / 1_000_000))}
        name="file"
        type="file"
        accept=".zip,application/zip"
        required
        error={problemOf(state)}
      />
      <Field
        label={texts.archiveShow}
        hint={texts.archiveShowHint}
        name="show"
        short
        maxLength={300}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={typedIn(state)?.show ?? ""}
      />
      <Button disabled={isBringing}>{texts.bringArchive}</Button>
    </Form>
  );
}
