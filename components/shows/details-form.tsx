"use client";

import { type ReactNode, useActionState, useId } from "react";
import { Button } from "@/components/ui/button";
import { Field, TextArea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormState, IDLE, type Refused, typedIn } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { details as texts } from "@/lib/texts/en/details";
import styles from "./details-form.module.css";

/** The state of the form; a refusal may be about one field. */
export type DetailsState = Exclude<FormState<never>, Refused> | (Refused & { readonly field?: string });

/** A field as its form shows it. */
export interface DetailField {
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly text: string;
  /** Its value when the form was made, as JSON: what was changed meanwhile is noticed by it. */
  readonly was: string;
  /** What its feed says, where it was edited here; null where it was not. */
  readonly source: string | null;
  /** Who edited it. */
  readonly editor: string | null;
}

interface Props {
  /** The show's slug, and the episode's if it is about one. */
  readonly place: Readonly<Record<string, string>>;
  readonly fields: readonly DetailField[];
  readonly save: (before: DetailsState, form: FormData) => Promise<DetailsState>;
  /** What stands below a field, by its name. */
  readonly below?: Readonly<Record<string, ReactNode>>;
}

const LONG = new Set(["description", "people", "chapters", "categories"]);
const TYPES: Readonly<Record<string, string>> = {
  ...{ link: "url", artwork: "url", audio: "url", publishedAt: "datetime-local" },
};

/** Edits details of a show or of an episode, each with the feed's own value beside it. It works without scripts. */
export function DetailsForm({ place, fields, save, below = {} }: Props) {
  const [state, act, waiting] = useActionState(save, IDLE as DetailsState);
  const typed = typedIn(state);
  const wrong = state.status === "refused" ? state.field : undefined;
  const sentence = state.status === "refused" ? state.sentence : undefined;
  const following = useId();
  const hidden = Object.entries(place).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
  return (
    <>
      {/* A form of its own: Enter in a field is to save, and the first button of a form is what Enter presses. */}
      <form id={following} action={act}>
        {hidden}
      </form>
      <Form action={act}>
        {hidden}
        {sentence && !wrong ? <Notice kind="error">{sentence}</Notice> : null}
        {fields.map(({ name, label, hint, text, was, source, editor }) => {
          const common = {
            ...{ label, name, hint: hint ?? undefined, error: wrong === name ? sentence : undefined },
            defaultValue: typed?.[name] ?? text,
          };
          return (
            <div key={name}>
              <input type="hidden" name={`was.${name}`} value={was} />
              {name === "explicit" ? (
                <Select {...common}>
                  {Object.entries(texts.explicit).map(([value, said]) => (
                    <option key={value} value={value === "unknown" ? "" : value}>
                      {said}
                    </option>
                  ))}
                </Select>
              ) : LONG.has(name) ? (
                <TextArea {...common} rows={name === "chapters" ? 12 : 4} />
              ) : (
                <Field {...common} type={TYPES[name] ?? "text"} autoComplete="off" />
              )}
              {below[name]}
              {source === null ? null : (
                <div className={styles.source}>
                  <p className={styles.said}>{texts.feedSays(source, editor ?? "")}</p>
                  <Button form={following} name="follow" value={name} disabled={waiting}>
                    {texts.follow(label)}
                  </Button>
                </div>
              )}
            </div>
          );
        })}
        <Button variant="primary" disabled={waiting}>
          {texts.save}
        </Button>
      </Form>
    </>
  );
}
