"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { IDLE, problemOf, type SendForm, typedIn } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { commentForm as texts } from "@/lib/texts/en/contribution";

interface Props {
  readonly send: SendForm<null, string>;
  readonly id: number;
  /** The number of changes. With more than one, a comment can be about one of them. */
  readonly hunks: number;
}

/** Comments on a contribution. A refused comment stays in the field. */
export function CommentForm({ send, id, hunks }: Props) {
  const [state, act, waiting] = useActionState(send, IDLE);
  const [problem, typed] = [problemOf(state), typedIn(state)];
  return (
    <Form action={act}>
      <input type="hidden" name="id" value={id} />
      <TextArea
        key={typed}
        label={texts.label}
        hint={texts.hint}
        name="text"
        rows={3}
        required
        maxLength={10_000}
        defaultValue={typed}
      />
      {hunks > 1 ? (
        <Select label={texts.about} name="hunk" defaultValue="">
          <option value="">{texts.whole}</option>
          {Array.from({ length: hunks }, (_, hunk) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the changes of a version never change their order
            <option key={hunk} value={hunk}>
              {texts.place(hunk + 1)}
            </option>
          ))}
        </Select>
      ) : null}
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <Button disabled={waiting}>{texts.send}</Button>
    </Form>
  );
}
