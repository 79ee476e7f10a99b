import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Entries, Entry } from "@/components/ui/entries";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Panel } from "@/components/ui/panel";
import { findPeople as texts } from "@/lib/texts/en/people";

interface Person {
  readonly handle: string;
  readonly name: string;
}

interface Props {
  readonly title: string;
  /** What to type, and what for. */
  readonly hint?: string;
  /** The page that answers, with the place on it: `/admin#links`. It is handed `?find=`. */
  readonly to: string;
  /** What was looked for; "" for nothing. */
  readonly sought: string;
  readonly found: readonly Person[];
  /** What can be done with one who was found. */
  readonly actions: (person: Person) => ReactNode;
}

/** Looks for people by their names, and offers what can be done with each. It works without scripts. */
export function FindPeople({ title, hint = texts.hint, to, sought, found, actions }: Props) {
  return (
    <Panel title={title} level={3}>
      <Form method="get" action={to}>
        <Field
          label={texts.seek}
          hint={hint}
          name="find"
          type="search"
          short
          maxLength={100}
          defaultValue={sought}
        />
        <Button>{texts.find}</Button>
      </Form>
      {sought && found.length === 0 ? <p role="status">{texts.nobody(sought)}</p> : null}
      {found.length > 0 ? (
        <Entries aria-label={texts.found}>
          {found.map((person) => (
            <Entry key={person.handle} actions={actions(person)}>
              <p>
                <a href={`/people/${person.handle}`}>{person.name}</a> {person.handle}
              </p>
            </Entry>
          ))}
        </Entries>
      ) : null}
    </Panel>
  );
}
