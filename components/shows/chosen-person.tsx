import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { showSettings as texts } from "@/lib/texts/en/shows";
import type { WaitingFrom } from "@/server/work/contributions/find-sender";

type Send = (form: FormData) => Promise<void>;

interface Props {
  /** The show's slug. */
  readonly show: string;
  /** By their handle; or, without an account, as the sender of a contribution. */
  readonly person:
    | { readonly handle: string; readonly name: string }
    | { readonly contribution: number; readonly name: string };
  /** What waits of them at the show. */
  readonly waiting: WaitingFrom;
  /** Their role at the show. */
  readonly role: keyof typeof texts.roles;
  readonly isBlocked: boolean;
  /** Whether whoever looks at this owns the show. */
  readonly owns: boolean;
  readonly giveRole: Send;
  readonly block: Send;
  readonly reject: Send;
  readonly takeBack: Send;
}

/** What can be done about one person at a show. */
export function ChosenPerson(props: Props) {
  const { show, person, role, isBlocked, owns, giveRole, block, reject, takeBack, waiting } = props;
  const { total, shown } = waiting;
  // What comes after this page was made is nobody's to reject unseen.
  const last = total > shown.length ? undefined : shown.at(-1)?.id;
  const hidden = (
    <>
      <input type="hidden" name="show" value={show} />
      {"handle" in person ? (
        <input type="hidden" name="handle" value={person.handle} />
      ) : (
        <input type="hidden" name="contribution" value={person.contribution} />
      )}
      {last === undefined ? null : <input type="hidden" name="upTo" value={last} />}
    </>
  );
  const reviews = role === "owner" || role === "maintainer";
  const hasAccount = "handle" in person;
  return (
    <Section
      title={hasAccount ? texts.chosen(person.name, person.handle) : texts.sender(person.name)}
      id="person"
    >
      <p>{hasAccount ? texts.theirRole(texts.roles[role]) : texts.senderLead}</p>
      {owns && hasAccount ? (
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
      <Panel title={total === 0 ? texts.waitingNone : texts.waitingTitle(total)} level={3}>
        {total > 0 ? (
          <Form action={reject}>
            {hidden}
            <ul>
              {shown.map(({ id, summary, episode }) => (
                <li key={id}>
                  <Link href={`/contributions/${id}`}>{summary}</Link> · {episode}
                </li>
              ))}
              {total > shown.length ? <li>{texts.waitingMore(total - shown.length)}</li> : null}
            </ul>
            <Field
              label={texts.reason}
              hint={hasAccount ? texts.reasonHint : undefined}
              name="reason"
              required
              maxLength={1000}
              defaultValue={texts.rejectReason}
            />
            <Button variant="danger">{texts.rejectWaiting(total)}</Button>
          </Form>
        ) : null}
      </Panel>
      {isBlocked || reviews ? null : (
        <Panel title={texts.blockTitle} level={3}>
          <Form action={block}>
            {hidden}
            <Field label={texts.reason} hint={texts.reasonHint} name="reason" required maxLength={1000} />
            {total > 0 ? (
              <Checkbox label={texts.blockWaiting(total)} name="waiting" value="1" defaultChecked />
            ) : null}
            <Button variant="danger">{texts.block}</Button>
          </Form>
        </Panel>
      )}
      {hasAccount ? (
        <Panel title={texts.revertTitle} level={3}>
          <Form action={takeBack}>
            <p>{texts.revertLead}</p>
            {hidden}
            <Field label={texts.since} name="since" type="date" required short />
            <Field label={texts.reason} hint={texts.reasonHint} name="comment" maxLength={1000} />
            <Button variant="danger">{texts.revert}</Button>
          </Form>
        </Panel>
      ) : null}
    </Section>
  );
}
