"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { IDLE, type SendForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { inviteForm } from "@/lib/texts/en/shows";

interface Props {
  readonly show: string;
  /** The outcome is the link. */
  readonly make: SendForm<string>;
}

/** Makes a link that gives a role to the first person who opens it. The link is shown once. */
export function InviteForm({ show, make }: Props) {
  const [state, action] = useActionState(make, IDLE);
  return (
    <Form action={action}>
      <input type="hidden" name="show" value={show} />
      <Select label={inviteForm.role} name="role" defaultValue="maintainer">
        {Object.entries(inviteForm.roles).map(([role, about]) => (
          <option key={role} value={role}>
            {about}
          </option>
        ))}
      </Select>
      <Button>{inviteForm.make}</Button>
      {state.status === "refused" ? <Notice kind="error">{state.sentence}</Notice> : null}
      {state.status === "sent" ? (
        <Notice kind="success">
          <Field label={inviteForm.link} hint={inviteForm.linkHint} font="code" readOnly value={state.sent} />
        </Notice>
      ) : null}
    </Form>
  );
}
