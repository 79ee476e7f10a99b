"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { IDLE, problemOf, type SendForm, typedIn } from "@/components/ui/form-state";
import { Section } from "@/components/ui/section";
import { bringRepository as texts } from "@/lib/texts/en/shows";
import type { RepositoryPreview } from "@/server/doors/clones/preview-repository";

interface Props {
  /** Fetches a repository and says what it holds. */
  readonly look: SendForm<RepositoryPreview>;
  /** Begins the import; it leads on to the page of its progress. */
  readonly bring: SendForm<never>;
}

/** Brings the shows of a git repository: an address, then what it holds, then the import. It works without scripts. */
export function BringRepository({ look, bring }: Props) {
  const [state, action, isLooking] = useActionState(look, IDLE);
  const url = state.status === "sent" ? state.sent.url : typedIn(state)?.url;
  return (
    <>
      <Form action={action}>
        <p>{texts.lead}</p>
        <Field
          label={texts.address}
          hint={texts.addressHint}
          name="url"
          type="url"
          inputMode="url"
          font="code"
          required
          maxLength={2000}
          placeholder="https://"
          defaultValue={url ?? ""}
          error={problemOf(state)}
        />
        <Button disabled={isLooking}>{isLooking ? texts.looking : texts.look}</Button>
      </Form>
      {state.status === "sent" ? <Preview key={state.sent.url} preview={state.sent} bring={bring} /> : null}
    </>
  );
}

interface Looked {
  readonly preview: RepositoryPreview;
  readonly bring: SendForm<never>;
}

function Preview({ preview: { url, shows, passedOver, problems }, bring }: Looked) {
  const [state, action, isBringing] = useActionState(bring, IDLE);
  return (
    <Section title={texts.holds}>
      <ul>
        {shows.map((show) => (
          <li key={show.slug}>{texts.line(show)}</li>
        ))}
      </ul>
      {passedOver > 0 ? <p>{texts.passedOver(passedOver)}</p> : null}
      {problems.length > 0 ? (
        <details>
          <summary>{texts.problems}</summary>
          <ul>
            {problems.map(({ path, reason }) => (
              <li key={`${path} ${reason}`}>
                {path}: {reason}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <Form action={action}>
        <input type="hidden" name="url" value={url} />
        <Field
          label={texts.show}
          hint={texts.showHint}
          name="show"
          short
          maxLength={300}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={typedIn(state)?.show ?? ""}
          error={problemOf(state)}
        />
        <Button variant="primary" disabled={isBringing}>
          {texts.bring}
        </Button>
      </Form>
    </Section>
  );
}
