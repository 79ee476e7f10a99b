"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { IDLE, problemOf, type SendForm } from "@/components/ui/form-state";
import { Section } from "@/components/ui/section";
import { uploadCover as texts } from "@/lib/texts/en/details";

interface Props {
  /** The show's slug, and the episode's if it is about one. */
  readonly place: Readonly<Record<string, string>>;
  readonly bring: SendForm<never>;
}

/** Uploads a cover. It works without scripts. */
export function CoverUpload({ place, bring }: Props) {
  const [state, act, waiting] = useActionState(bring, IDLE);
  return (
    <Section title={texts.title}>
      <Form action={act}>
        {Object.entries(place).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Field
          label={texts.file}
          hint={texts.hint}
          name="picture"
          type="file"
          accept="image/jpeg,image/png,image/webp,image/gif"
          required
          error={problemOf(state)}
        />
        <Button disabled={waiting}>{texts.send}</Button>
      </Form>
    </Section>
  );
}
