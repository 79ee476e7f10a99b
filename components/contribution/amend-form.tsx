"use client";

import { useActionState, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field, TextArea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { IDLE, problemOf, type SendForm, typedIn } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { amendForm as texts } from "@/lib/texts/en/contribution";
import type { AmendedPlace } from "@/server/work/contributions/rebuild-text";

/** The fields of an amendment. */
export interface TypedAmendment {
  readonly places: readonly string[];
  readonly message: string;
}

interface Props {
  /** The outcome is a sentence. */
  readonly send: SendForm<string, TypedAmendment>;
  readonly id: number;
  readonly version: number;
  readonly base: number;
  /** The proposed Markdown of each change. */
  readonly places: readonly AmendedPlace[];
  readonly message: string;
  /** Whether it makes a new contribution from one that was decided. */
  readonly again: boolean;
  /** Identifies the form: if it is sent twice, it makes one contribution. */
  readonly idempotencyKey: string;
}

/** The form that amends a contribution, or proposes it again. */
export function AmendForm({ send, id, version, base, places, message, again, idempotencyKey }: Props) {
  const [state, act, waiting] = useActionState(send, IDLE);
  const problem = problemOf(state);
  // React empties a form after sending. After a refusal, show what was typed.
  const shown = typedIn(state) ?? { places: places.map(({ text }) => text), message };
  const form = useRef<HTMLFormElement>(null);
  const at = useRef(places[0]?.changeAt ?? 0);
  // Whoever comes to amend it begins at what they changed.
  useEffect(() => {
    if (location.hash !== "#amend" && location.hash !== "#again") return;
    const field = form.current?.querySelector("textarea");
    field?.focus();
    field?.setSelectionRange(at.current, at.current);
  }, []);
  return (
    <Form ref={form} action={act}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="base" value={base} />
      <input type="hidden" name="again" value={again ? "1" : ""} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      {shown.places.map((place, index) => (
        <TextArea
          // biome-ignore lint/suspicious/noArrayIndexKey: the changes of a version never change their order
          key={`${index} ${place}`}
          label={places.length > 1 ? texts.place(index + 1) : texts.text}
          name="place"
          font="text"
          rows={Math.min(12, 2 + Math.ceil(place.length / 80))}
          defaultValue={place}
        />
      ))}
      <Field
        key={shown.message}
        label={texts.summary}
        name="message"
        defaultValue={shown.message}
        maxLength={200}
      />
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      {state.status === "sent" ? <Notice kind="success">{state.sent}</Notice> : null}
      <Button variant="primary" disabled={waiting}>
        {again ? texts.again : texts.send}
      </Button>
    </Form>
  );
}
