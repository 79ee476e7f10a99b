"use client";

import { type ReactNode, useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DescriptionList } from "@/components/ui/description-list";
import { Field, TextArea } from "@/components/ui/field";
import { Fill } from "@/components/ui/fill";
import { Form } from "@/components/ui/form";
import { type FormState, IDLE, problemOf, type SendForm, typedIn } from "@/components/ui/form-state";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { bringShow as texts } from "@/lib/texts/en/shows";
import type { FeedPreview } from "@/server/doors/feeds/preview-feed";

interface Props {
  /** The site's host, before the address that one chooses. */
  readonly site: string;
  /** Fetches a feed and says what it holds. */
  readonly look: SendForm<FeedPreview>;
  /** Begins the import; it leads on to the page of its progress. */
  readonly bring?: SendForm<never>;
  /** In its place: asks for the import; it leads on to the page of the request. */
  readonly ask?: SendForm<never>;
}

/** Brings a show by its feed: an address, then what the feed holds, then the import, or the request for it. */
export function BringShow({ site, look, bring, ask }: Props) {
  const [state, action, isLooking] = useActionState(look, IDLE);
  return (
    <>
      <Form action={action}>
        <Field
          label={texts.address}
          hint={texts.addressHint}
          name="url"
          type="url"
          inputMode="url"
          font="code"
          required
          placeholder="https://"
          defaultValue={addressIn(state)}
          error={problemOf(state)}
        />
        <Button disabled={isLooking}>{isLooking ? texts.looking : texts.look}</Button>
      </Form>
      {state.status === "sent" ? (
        <Preview key={state.sent.url} preview={state.sent}>
          {bring ? <BringForm {...{ site, bring }} preview={state.sent} /> : null}
          {ask ? <AskForm {...{ site, ask }} preview={state.sent} /> : null}
        </Preview>
      ) : null}
    </>
  );
}

const addressIn = (state: FormState<FeedPreview>) =>
  state.status === "sent" ? state.sent.url : typedIn(state)?.url;

const SHOWN_PROBLEMS = 10;

function Preview({ preview, children }: { readonly preview: FeedPreview; readonly children: ReactNode }) {
  const { url, title, author, licence, episodes, more, problems } = preview;
  const period = periodOf(preview);
  return (
    <Section title={title}>
      <DescriptionList
        entries={[
          [texts.facts.feed, url],
          [texts.facts.author, author],
          [texts.facts.episodes, texts.episodes(episodes, more)],
          [texts.facts.from, period],
          [texts.facts.audio, texts.episodes(preview.withAudio, false)],
          [texts.facts.transcripts, texts.transcripts(preview.withTranscript, preview.kinds)],
          [texts.facts.licence, licence ?? texts.noLicence],
        ]}
      />
      {problems.length > 0 ? (
        <details>
          <summary>{texts.problems(problems.length)}</summary>
          <ul>
            {linesOf(problems.slice(0, SHOWN_PROBLEMS)).map((line) => (
              <li key={line}>{line}</li>
            ))}
            {problems.length > SHOWN_PROBLEMS ? (
              <li>{texts.moreProblems(problems.length - SHOWN_PROBLEMS)}</li>
            ) : null}
          </ul>
        </details>
      ) : null}
      {children}
    </Section>
  );
}

interface Chosen {
  readonly site: string;
  readonly preview: FeedPreview;
}

function BringForm({ preview, site, bring }: Chosen & { readonly bring: SendForm<never> }) {
  const [state, action, isBringing] = useActionState(bring, IDLE);
  const { url, here } = preview;
  const asks = preview.unclear || here !== null || (state.status === "refused" && state.reason === "taken");
  return (
    <>
      {preview.unclear ? (
        <Notice kind="warning" live={false}>
          {texts.unclear}
        </Notice>
      ) : null}
      {here ? (
        <Notice kind="info" live={false}>
          {texts.here(here.title, here.episodes)}
        </Notice>
      ) : null}
      <Form action={action}>
        <input type="hidden" name="url" value={url} />
        <SlugField {...{ site }} slug={typedIn(state)?.show ?? preview.slug} error={problemOf(state)} />
        {asks ? <Checkbox name="replace" label={texts.replace} defaultChecked={here !== null} /> : null}
        <Button variant="primary" disabled={isBringing}>
          {texts.bring}
        </Button>
      </Form>
    </>
  );
}

function AskForm({ preview, site, ask }: Chosen & { readonly ask: SendForm<never> }) {
  const [state, action, isAsking] = useActionState(ask, IDLE);
  const { url, title, here, slug } = preview;
  if (here)
    return (
      <Notice kind="info" live={false}>
        <Fill
          text={texts.hereAlready}
          with={{ link: <Link href={`/${slug}/settings/owner`}>{texts.hereLink}</Link> }}
        />
      </Notice>
    );
  return (
    <Form action={action}>
      <input type="hidden" name="url" value={url} />
      <input type="hidden" name="title" value={title} />
      <SlugField {...{ site }} slug={typedIn(state)?.show ?? slug} error={problemOf(state)} />
      <TextArea
        label={texts.note}
        hint={texts.noteHint}
        name="note"
        maxLength={1000}
        defaultValue={typedIn(state)?.note ?? ""}
      />
      <Button variant="primary" disabled={isAsking}>
        {texts.ask}
      </Button>
    </Form>
  );
}

interface Slug {
  readonly site: string;
  readonly slug: string;
  readonly error: string | undefined;
}

/** The address that a show gets here. */
function SlugField({ site, slug, error }: Slug) {
  return (
    <Field
      label={texts.slug}
      hint={texts.slugHint(site)}
      name="show"
      short
      required
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      defaultValue={slug}
      error={error}
    />
  );
}

/** Each problem as a line, once. */
const linesOf = (problems: FeedPreview["problems"]) => [
  ...new Set(problems.map(({ line, reason }) => (line === null ? reason : `${texts.line(line)}: ${reason}`))),
];

function periodOf({ from, to }: FeedPreview): string | null {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return from && to ? texts.period(day(from), day(to)) : null;
}
