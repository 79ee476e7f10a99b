"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Fieldset, Form } from "@/components/ui/form";
import { IDLE, problemOf, type SendForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { tokenForm as texts } from "@/lib/texts/en/people";

/** A new token. It is shown this once. */
export interface ShownToken {
  readonly name: string;
  readonly token: string;
}

interface Props {
  readonly make: SendForm<ShownToken>;
}

const DAYS = ["30", "90", "365", ""] as const;

/** Makes a token and shows it once. Without scripts the answer is a page. */
export function TokenForm({ make }: Props) {
  const [state, act, waiting] = useActionState(make, IDLE);
  const made = state.status === "sent" ? state.sent : undefined;
  const problem = problemOf(state);
  return (
    <Form action={act}>
      {made ? (
        <Notice kind="success">
          <Field
            label={texts.made(made.name)}
            font="code"
            readOnly
            value={made.token}
            onFocus={(event) => event.target.select()}
          />
        </Notice>
      ) : null}
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <Field
        label={texts.name}
        name="name"
        required
        maxLength={100}
        autoComplete="off"
        placeholder={texts.namePlaceholder}
        short
      />
      <Fieldset legend={texts.uses}>
        {Object.entries(texts.scopes).map(([scope, about]) => (
          <Checkbox
            key={scope}
            label={about}
            name="scope"
            value={scope}
            defaultChecked={scope === "contribute"}
          />
        ))}
      </Fieldset>
      <Select label={texts.days} name="days" defaultValue="90">
        {DAYS.map((days) => (
          <option key={days} value={days}>
            {texts.dayChoices[days]}
          </option>
        ))}
      </Select>
      <p>{texts.licence}</p>
      <Button variant="primary" disabled={waiting}>
        {texts.make}
      </Button>
    </Form>
  );
}
