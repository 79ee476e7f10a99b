"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { IDLE, type SendForm, typedIn } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { signInLinks as texts } from "@/lib/texts/en/site";
import { FindPeople } from "./find-people";

interface Props {
  /** What was looked for; "" for nothing. */
  readonly sought: string;
  readonly found: readonly { readonly handle: string; readonly name: string }[];
  readonly make: SendForm<{ readonly link: string; readonly name: string; readonly handle: string }>;
}

/** Makes sign-in links: for somebody who is looked for, or for a new account. A link is shown once. */
export function SignInLinks({ sought, found, make }: Props) {
  const [state, action] = useActionState(make, IDLE);
  return (
    <>
      {state.status === "refused" ? <Notice kind="error">{state.sentence}</Notice> : null}
      {state.status === "sent" ? (
        <Notice kind="success">
          <Field
            label={texts.made(state.sent.name, state.sent.handle)}
            hint={texts.madeHint}
            font="code"
            readOnly
            value={state.sent.link}
          />
        </Notice>
      ) : null}
      <Panel title={texts.newTitle} level={3}>
        <Form action={action}>
          <Field
            label={texts.newName}
            hint={texts.newNameHint}
            name="name"
            required
            short
            maxLength={100}
            autoComplete="off"
            defaultValue={typedIn(state)?.name ?? ""}
          />
          <Button>{texts.makeNew}</Button>
        </Form>
      </Panel>
      <FindPeople
        title={texts.seekTitle}
        to="/admin#links"
        {...{ sought, found }}
        actions={({ handle, name }) => (
          <form action={action}>
            <input type="hidden" name="handle" value={handle} />
            <Button aria-label={texts.makeFor(name)}>{texts.make}</Button>
          </form>
        )}
      />
    </>
  );
}
