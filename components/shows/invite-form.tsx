"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { inviteForm } from "@/lib/texts/en/shows";

export type InviteState =
  | { readonly link: string; readonly role: string }
  | { readonly problem: string }
  | null;

interface Props {
  readonly show: string;
  readonly make: (before: InviteState, form: FormData) => Promise<InviteState>;
}

/** Makes a link that gives a role to the first person who opens it. The link is shown once. */
export function InviteForm({ show, make }: Props) {
  const [state, action] = useActionState(make, null);
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
      {state && "problem" in state ? <Notice kind="error">{state.problem}</Notice> : null}
      {state && "link" in state ? (
        <Notice kind="success">
          <Field label={inviteForm.link} hint={inviteForm.linkHint} font="code" readOnly value={state.link} />
        </Notice>
      ) : null}
    </Form>
  );
}
