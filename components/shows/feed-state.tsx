import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import page from "@/components/ui/page.module.css";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { formatMinute } from "@/lib/format-minute";
import { feedPage as texts } from "@/lib/texts/en/feed";
import type { ChangedFile, FeedStateView } from "@/server/doors/feeds/read-feed-state";
import type { RefreshReport } from "@/server/doors/feeds/refresh-feed";

interface Props {
  /** The show's slug. */
  readonly show: string;
  readonly owns: boolean;
  /** Null if the show has no feed that can be fetched. */
  readonly state: FeedStateView | null;
  readonly fetchNow: (form: FormData) => Promise<void>;
  readonly changeInterval: (form: FormData) => Promise<void>;
}

/** How a show's feed is followed: when, what came of it, and what an owner can do. It works without scripts. */
export function FeedState({ show, owns, state, fetchNow, changeInterval }: Props) {
  if (!state) return <Notice live={false}>{texts.none}</Notice>;
  const { url, movedTo, everyMinutes, checkedAt, changedAt, nextAt, isAsked, problem, failures } = state;
  const hidden = <input type="hidden" name="show" value={show} />;
  return (
    <>
      {problem ? (
        <Notice kind="warning" live={false}>
          {texts.failed(failures)} {problem}
        </Notice>
      ) : null}
      {movedTo ? (
        <Notice kind="warning" live={false}>
          {texts.moved(movedTo)}
        </Notice>
      ) : null}
      <DescriptionList
        entries={[
          [texts.facts.address, url],
          [texts.facts.checked, checkedAt ? formatMinute(checkedAt) : texts.never],
          [texts.facts.changed, changedAt && formatMinute(changedAt)],
          [texts.facts.next, isAsked ? texts.waits : nextAt ? formatMinute(nextAt) : texts.onlyWhenAsked],
        ]}
      />
      {owns ? (
        <>
          <Form action={fetchNow}>
            {hidden}
            <Button variant="primary">{texts.fetchNow}</Button>
          </Form>
          <Form action={changeInterval}>
            {hidden}
            <Select label={texts.every} name="every" defaultValue={String(everyMinutes ?? "never")}>
              {Object.entries(texts.intervals).map(([minutes, name]) => (
                <option key={minutes} value={minutes}>
                  {name}
                </option>
              ))}
            </Select>
            <Button>{texts.save}</Button>
          </Form>
        </>
      ) : null}
      {state.report && changedAt ? <Report show={show} report={state.report} /> : null}
      {state.files.length > 0 ? (
        <Section title={texts.files}>
          <Entries>
            {state.files.map((file) => (
              <Entry key={file.slug}>
                <p className={page.links}>
                  <Link href={`/${show}/${file.slug}`}>{file.title}</Link>
                </p>
                <p>{outcomeOf(file)}</p>
                <EntryFacts>{formatMinute(file.checkedAt)}</EntryFacts>
              </Entry>
            ))}
          </Entries>
        </Section>
      ) : null}
      {state.problems > 0 ? (
        <p className={page.links}>
          {texts.problemCount(state.problems)} <Link href={`/${show}/state`}>{texts.seeProblems}</Link>
        </p>
      ) : null}
    </>
  );
}

function Report({ show, report }: { readonly show: string; readonly report: RefreshReport }) {
  const { items, fresh, changed, transcripts, freshOnes, changedOnes, vanished } = report;
  const list = (title: string, all: RefreshReport["freshOnes"], note?: ReactNode) =>
    all.length === 0 ? null : (
      <>
        <h3>{title}</h3>
        {note ? <p>{note}</p> : null}
        <ul className={page.list}>
          {all.map(({ slug, title: name }) => (
            <li key={slug}>
              <Link href={`/${show}/${slug}`}>{name}</Link>
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <Section title={texts.lastNews}>
      <p>{texts.summary({ items, fresh, changed, transcripts })}</p>
      {list(texts.fresh, freshOnes)}
      {list(texts.changed, changedOnes)}
      {list(texts.vanished, vanished, texts.vanishedLead)}
    </Section>
  );
}

function outcomeOf({ outcome, contributionId, problem }: ChangedFile): ReactNode {
  if (outcome === "failed") return texts.fileFailed(problem ?? "");
  if (outcome === "proposed" && contributionId !== null)
    return (
      <>
        {texts.outcomes.proposed}{" "}
        <Link href={`/contributions/${contributionId}`}>{texts.contribution(contributionId)}</Link>
      </>
    );
  return texts.outcomes[outcome];
}
