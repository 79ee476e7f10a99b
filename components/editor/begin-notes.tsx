"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { IDLE, problemOf, type SendForm, typedIn } from "@/components/ui/form-state";
import { beginNotes as texts } from "@/lib/texts/en/bring";

interface Props {
  readonly place: { readonly show: string; readonly slug: string };
  readonly begin: SendForm<never>;
}

/** Begins show notes where there are none. It works without scripts. */
export function BeginNotes({ place, begin }: Props) {
  const [state, act, waiting] = useActionState(begin, IDLE);
  return (
    <Form action={act}>
      <input type="hidden" name="show" value={place.show} />
      <input type="hidden" name="slug" value={place.slug} />
      <TextArea
        label={texts.text}
        name="text"
        font="text"
        rows={16}
        required
        defaultValue={typedIn(state)?.text}
        error={problemOf(state)}
      />
      <Button variant="primary" disabled={waiting}>
        {texts.begin}
      </Button>
    </Form>
  );
}
