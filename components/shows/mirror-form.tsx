"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Buttons, Form } from "@/components/ui/form";
import { IDLE, problemOf, type SendForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { mirrors } from "@/lib/texts/en/shows";

interface Props {
  readonly show: { readonly slug: string; readonly title: string };
  /** Null where the show has no mirror yet. */
  readonly mirror: {
    readonly url: string;
    readonly branch: string;
    readonly trusted: boolean;
    /** When it was last updated, and what failed, in a sentence. */
    readonly standing: string;
  } | null;
  /** The outcome is a sentence. */
  readonly set: SendForm<string>;
}

/** Sets the mirror of a show, a repository elsewhere. It works without scripts. */
export function MirrorForm({ show, mirror, set }: Props) {
  const [state, act, waiting] = useActionState(set, IDLE);
  const problem = problemOf(state);
  return (
    <Form action={act} aria-label={mirrors.form(show.title)}>
      <h3>{show.title}</h3>
      {mirror ? <p>{mirror.standing}</p> : null}
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      {state.status === "sent" ? <Notice kind="success">{state.sent}</Notice> : null}
      <input type="hidden" name="show" value={show.slug} />
      <Field
        label={mirrors.address}
        name="url"
        type="url"
        required
        maxLength={500}
        autoComplete="off"
        placeholder="https://git.example.org/us/transcripts.git"
        defaultValue={mirror?.url}
      />
      <Field
        label={mirrors.branch}
        name="branch"
        required
        short
        maxLength={200}
        autoComplete="off"
        defaultValue={mirror?.branch ?? "main"}
      />
      <Field
        label={mirror ? mirrors.newToken : mirrors.token}
        hint={mirror ? mirrors.newTokenHint : undefined}
        name="token"
        type="password"
        maxLength={1000}
        autoComplete="off"
        required={mirror === null}
      />
      <Checkbox label={mirrors.trusted} name="trusted" defaultChecked={mirror?.trusted ?? false} />
      <Buttons>
        <Button name="what" value="set" disabled={waiting}>
          {mirror ? mirrors.change : mirrors.set}
        </Button>
        {mirror ? (
          <Button variant="danger" name="what" value="remove" formNoValidate disabled={waiting}>
            {mirrors.remove}
          </Button>
        ) : null}
      </Buttons>
    </Form>
  );
}
