"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, TextArea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { IDLE, problemOf, type SendForm, typedIn } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { amendForm, commentForm } from "@/lib/texts/en/contribution";

/** The fields of an amendment. */
export interface TypedAmendment {
  readonly places: readonly string[];
  readonly message: string;
}

interface CommentProps {
  readonly send: SendForm<null, string>;
  readonly id: number;
  /** The number of changes. With more than one, a comment can be about one of them. */
  readonly hunks: number;
}

/** Comments on a contribution. A refused comment stays in the field. */
export function CommentForm({ send, id, hunks }: CommentProps) {
  const [state, act, waiting] = useActionState(send, IDLE);
  const [problem, typed] = [problemOf(state), typedIn(state)];
  return (
    <Form action={act}>
      <input type="hidden" name="id" value={id} />
      <TextArea
        key={typed}
        label={commentForm.label}
        hint={commentForm.hint}
        name="text"
        rows={3}
        required
        maxLength={10_000}
        defaultValue={typed}
      />
      {hunks > 1 ? (
        <Select label={commentForm.about} name="hunk" defaultValue="">
          <option value="">{commentForm.whole}</option>
          {Array.from({ length: hunks }, (_, hunk) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the changes of a version never change their order
            <option key={hunk} value={hunk}>
              {commentForm.place(hunk + 1)}
            </option>
          ))}
        </Select>
      ) : null}
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <Button disabled={waiting}>{commentForm.send}</Button>
    </Form>
  );
}

interface AmendProps {
  /** The outcome is a sentence. */
  readonly send: SendForm<string, TypedAmendment>;
  readonly id: number;
  readonly version: number;
  readonly base: number;
  /** The proposed Markdown of each change. */
  readonly places: readonly string[];
  readonly message: string;
  /** Whether it makes a new contribution from one that was decided. */
  readonly again: boolean;
  /** Identifies the form: if it is sent twice, it makes one contribution. */
  readonly idempotencyKey: string;
}

/** The form that amends a contribution, or proposes it again. */
export function AmendForm({ send, id, version, base, places, message, again, idempotencyKey }: AmendProps) {
  const [state, act, waiting] = useActionState(send, IDLE);
  const problem = problemOf(state);
  // React empties a form after sending. After a refusal, show what was typed.
  const shown = typedIn(state) ?? { places, message };
  return (
    <Form action={act}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="base" value={base} />
      <input type="hidden" name="again" value={again ? "1" : ""} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      {shown.places.map((place, index) => (
        <TextArea
          // biome-ignore lint/suspicious/noArrayIndexKey: the changes of a version never change their order
          key={`${index} ${place}`}
          label={places.length > 1 ? amendForm.place(index + 1) : amendForm.text}
          name="place"
          font="text"
          rows={Math.min(12, 2 + Math.ceil(place.length / 80))}
          defaultValue={place}
        />
      ))}
      <Field
        key={shown.message}
        label={amendForm.summary}
        name="message"
        defaultValue={shown.message}
        maxLength={200}
      />
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      {state.status === "sent" ? <Notice kind="success">{state.sent}</Notice> : null}
      <Button variant="primary" disabled={waiting}>
        {again ? amendForm.again : amendForm.send}
      </Button>
    </Form>
  );
}
