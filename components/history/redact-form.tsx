"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormState, IDLE, problemOf, typedIn } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { redactForm as texts } from "@/lib/texts/en/history";
import type { RedactionPreview } from "@/server/work/history/preview-redaction";
import styles from "./redact-form.module.css";

/** What would be redacted, and what was typed for it. */
interface Previewed {
  readonly preview: Extract<RedactionPreview, { ok: true }>;
  readonly text: string;
  readonly inWords: boolean;
  readonly reason: string;
  /** Why it was not redacted. */
  readonly sentence: string | undefined;
}

export type RedactState = FormState<Previewed>;

interface Props {
  readonly action: (before: RedactState, form: FormData) => Promise<RedactState>;
  /** The document: its show, its episode and its kind. */
  readonly place: Readonly<Record<"show" | "slug" | "kind", string>>;
}

/**
 * Redacts in two steps: first every place that would be emptied is shown and counted, then the text is typed again. It
 * works without scripts.
 */
export function RedactForm({ action, place }: Props) {
  const [state, act] = useActionState(action, IDLE);
  const problem = problemOf(state);
  const typed = typedIn(state);
  const found = state.status === "sent" ? state.sent : undefined;
  const hidden = Object.entries(place).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
  return (
    <Disclosure summary={texts.title} open={state.status !== "idle" || undefined}>
      <p>{texts.lead}</p>
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <Form action={act}>
        {hidden}
        <Field
          key={found?.text ?? typed?.text}
          label={texts.text}
          name="text"
          required
          maxLength={10_000}
          defaultValue={found?.text ?? typed?.text}
        />
        <Checkbox
          key={`${found?.inWords}`}
          label={texts.inWords}
          name="inWords"
          value="1"
          defaultChecked={found?.inWords ?? typed?.inWords === "1"}
        />
        <Button>{texts.preview}</Button>
      </Form>
      {found ? (
        <section aria-labelledby="redaction" className={styles.preview}>
          <h3 id="redaction">{texts.places(found.preview.places, found.preview.revisions)}</h3>
          <ul className={styles.places}>
            {found.preview.shown.map(({ before, after, revisions, places }) => (
              <li key={`${before} ${after}`}>
                <span>
                  … {before}
                  <del>{found.text}</del>
                  {after} …
                </span>{" "}
                <small>{texts.stands(revisions, places)}</small>
              </li>
            ))}
          </ul>
          {found.preview.more > 0 ? <p>{texts.more(found.preview.more)}</p> : null}
          {found.sentence ? <Notice kind="error">{found.sentence}</Notice> : null}
          <Form action={act}>
            {hidden}
            <input type="hidden" name="text" value={found.text} />
            {found.inWords ? <input type="hidden" name="inWords" value="1" /> : null}
            <input type="hidden" name="places" value={found.preview.places} />
            <Field
              label={texts.reason}
              hint={texts.reasonHint}
              name="reason"
              required
              maxLength={1000}
              defaultValue={found.reason}
            />
            <Field
              label={texts.confirm(found.text)}
              name="confirm"
              required
              maxLength={10_000}
              autoComplete="off"
            />
            <Button variant="danger">{texts.send(found.preview.places)}</Button>
          </Form>
        </section>
      ) : null}
    </Disclosure>
  );
}
