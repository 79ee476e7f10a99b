import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Panel } from "@/components/ui/panel";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { showSettings as texts } from "@/lib/texts/en/shows";

type Send = (form: FormData) => Promise<void>;

interface Props {
  /** The show's slug. */
  readonly show: string;
  readonly person: { readonly handle: string; readonly name: string };
  /** Their role at the show. */
  readonly role: keyof typeof texts.roles;
  readonly isBlocked: boolean;
  /** Whether whoever looks at this owns the show. */
  readonly owns: boolean;
  readonly giveRole: Send;
  readonly block: Send;
  readonly takeBack: Send;
}

/** What can be done about one person at a show. */
export function ChosenPerson(props: Props) {
  const { show, person, role, isBlocked, owns, giveRole, block, takeBack } = props;
  const hidden = (
    <>
      <input type="hidden" name="show" value={show} />
      <input type="hidden" name="handle" value={person.handle} />
    </>
  );
  const reviews = role === "owner" || role === "maintainer";
  return (
    <Section title={texts.chosen(person.name, person.handle)} id="person">
      <p>{texts.theirRole(texts.roles[role])}</p>
      {owns ? (
        <Form action={giveRole}>
          {hidden}
          <Select label={texts.newRole} name="role" defaultValue={role}>
            {Object.entries(texts.roles).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </Select>
          <Button>{texts.changeRole}</Button>
        </Form>
      ) : null}
      {isBlocked || reviews ? null : (
        <Panel title={texts.blockTitle} level={3}>
          <Form action={block}>
            {hidden}
            <Field label={texts.reason} hint={texts.reasonHint} name="reason" required maxLength={1000} />
            <Button variant="danger">{texts.block}</Button>
          </Form>
        </Panel>
      )}
      <Panel title={texts.revertTitle} level={3}>
        <Form action={takeBack}>
          <p>{texts.revertLead}</p>
          {hidden}
          <Field label={texts.since} name="since" type="date" required short />
          <Field label={texts.reason} hint={texts.reasonHint} name="comment" maxLength={1000} />
          <Button variant="danger">{texts.revert}</Button>
        </Form>
      </Panel>
    </Section>
  );
}
