"use client";

import { useActionState } from "react";
import type { DetailsState } from "@/components/shows/details-form";
import { Button } from "@/components/ui/button";
import { Field, TextArea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { IDLE, typedIn } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { details, addEpisodeForm as texts } from "@/lib/texts/en/details";

/** The state of the form; a refusal may be about one field. */
export type AddState = DetailsState;

interface Props {
  /** The show's slug. */
  readonly show: string;
  readonly add: (before: AddState, form: FormData) => Promise<AddState>;
}

/** Adds an episode by hand. It works without scripts. */
export function AddEpisodeForm({ show, add }: Props) {
  const [state, act, waiting] = useActionState(add, IDLE as AddState);
  const typed = typedIn(state);
  const sentence = state.status === "refused" ? state.sentence : undefined;
  const about = state.status === "refused" ? state.field : undefined;
  const field = (name: keyof typeof details.fields) => ({
    ...{ label: details.fields[name], name, defaultValue: typed?.[name], autoComplete: "off" },
    error: about === name ? sentence : undefined,
  });
  return (
    <Form action={act}>
      <input type="hidden" name="show" value={show} />
      {sentence && !about ? <Notice kind="error">{sentence}</Notice> : null}
      <Field {...field("title")} required maxLength={500} />
      <Field {...field("number")} inputMode="decimal" short />
      <Field {...field("publishedAt")} type="datetime-local" short />
      <Field {...field("audio")} type="url" hint={texts.audioHint} />
      <TextArea {...field("description")} rows={3} />
      <Field
        label={texts.slug}
        hint={texts.slugHint(show)}
        name="slug"
        short
        defaultValue={typed?.slug}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={about === "slug" ? sentence : undefined}
      />
      <Button variant="primary" disabled={waiting}>
        {texts.add}
      </Button>
    </Form>
  );
}
