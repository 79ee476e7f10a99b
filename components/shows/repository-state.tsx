import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DescriptionList } from "@/components/ui/description-list";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { formatMinute } from "@/lib/format-minute";
import { feedPage, followedRepository as texts } from "@/lib/texts/en/feed";
import type { FollowedRepositoryView } from "@/server/doors/clones/read-followed-repository";
import styles from "./repository-state.module.css";

interface Props {
  /** The show's slug. */
  readonly show: string;
  readonly owns: boolean;
  readonly state: FollowedRepositoryView;
  readonly set: (form: FormData) => Promise<void>;
  readonly fetchNow: (form: FormData) => Promise<void>;
}

/** Which repository a show follows, what came of the last fetch, and what an owner can do. It works without scripts. */
export function RepositoryState({ show, owns, state, set, fetchNow }: Props) {
  const { follow, isMirrored } = state;
  const hidden = <input type="hidden" name="show" value={show} />;
  return (
    <Section title={texts.title} id="repository">
      <p>{texts.lead}</p>
      {isMirrored ? (
        <Notice live={false}>{texts.mirrored}</Notice>
      ) : follow ? null : (
        <Notice live={false}>{texts.none}</Notice>
      )}
      {follow?.problem ? (
        <Notice kind="warning" live={false}>
          {feedPage.failed(follow.failures)} {follow.problem}
        </Notice>
      ) : null}
      <div className={styles.facts}>
        {follow ? (
          <DescriptionList
            entries={[
              [feedPage.facts.address, follow.url],
              [feedPage.facts.checked, follow.checkedAt ? formatMinute(follow.checkedAt) : feedPage.never],
              [feedPage.facts.changed, follow.changedAt && formatMinute(follow.changedAt)],
              [feedPage.facts.next, follow.nextAt ? formatMinute(follow.nextAt) : feedPage.onlyWhenAsked],
            ]}
          />
        ) : null}
        {follow?.report ? <p>{texts.summary(follow.report)}</p> : null}
        {follow?.report && follow.report.problems.length > 0 ? (
          <details>
            <summary>{texts.problems}</summary>
            <ul>
              {follow.report.problems.map(({ path, reason }) => (
                <li key={`${path} ${reason}`}>{texts.line(path, reason)}</li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
      {owns && follow ? (
        <Form action={fetchNow}>
          {hidden}
          <Button>{texts.fetchNow}</Button>
        </Form>
      ) : null}
      {owns && !isMirrored ? (
        <Form action={set}>
          {hidden}
          <Field
            label={texts.address}
            hint={texts.addressHint}
            name="url"
            type="url"
            inputMode="url"
            font="code"
            maxLength={2000}
            placeholder="https://"
            defaultValue={follow?.url ?? ""}
          />
          <Checkbox name="trusted" label={texts.trusted} defaultChecked={follow?.trusted ?? false} />
          <Button>{texts.save}</Button>
        </Form>
      ) : null}
    </Section>
  );
}
