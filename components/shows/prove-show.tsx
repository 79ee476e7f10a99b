"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { requestPage as texts } from "@/lib/texts/en/ownership";
import type { JobView } from "@/server/jobs/read-job";
import type { RequestView } from "@/server/work/ownership/read-request";

type Send = (form: FormData) => Promise<void>;

interface Props {
  readonly request: Pick<RequestView, "id" | "code" | "found" | "lookedAt" | "note" | "owners" | "provedBy">;
  /** The latest look; null where there was none. */
  readonly look: Pick<JobView, "state" | "error" | "progress"> | null;
  /** The file on the show's site, without the site. */
  readonly file: string;
  /** The page's own address. */
  readonly href: string;
  /** Whether the site sends mail. */
  readonly mails: boolean;
  readonly send: Send;
  readonly withdraw: Send;
}

// In milliseconds.
const LOOK_AGAIN = 1500;

/** The ways in which somebody proves that a show is theirs, and what the latest look found. */
export function ProveShow({ request, look, file, href, mails, send, withdraw }: Props) {
  const { id, code, owners, provedBy } = request;
  const router = useRouter();
  const goesOn = look?.state === "waiting" || look?.state === "running";
  useEffect(() => {
    if (!goesOn) return;
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [goesOn, router]);
  const hidden = <input type="hidden" name="id" value={id} />;
  return (
    <>
      {provedBy && owners.length > 0 ? (
        <Notice kind="info" live={false}>
          {texts.contested(owners.join(", "))}
        </Notice>
      ) : null}
      <Section title={texts.ways}>
        <Field label={texts.code} hint={texts.codeHint} font="code" readOnly value={code} />
        <Entries>
          <Entry>
            <p>{texts.feedWay}</p>
            <p>
              <code>{`<podcast:txt purpose="verify">${code}</podcast:txt>`}</code>
            </p>
            <EntryFacts>{texts.feedOr}</EntryFacts>
          </Entry>
          <Entry>
            <p>{texts.siteWay}</p>
            <p>
              <code>{file}</code>
            </p>
          </Entry>
          {mails ? (
            <Entry
              actions={
                <form action={send}>
                  {hidden}
                  <input type="hidden" name="mail" value="on" />
                  <Button disabled={goesOn}>{texts.mail}</Button>
                </form>
              }
            >
              <p>{texts.mailWay}</p>
            </Entry>
          ) : null}
        </Entries>
        <Form action={send}>
          {hidden}
          <Button variant="primary" disabled={goesOn}>
            {texts.look}
          </Button>
        </Form>
        <Looked {...{ request, look, href }} goesOn={goesOn} />
      </Section>
      <Section title={texts.otherwise}>
        <Form action={withdraw}>
          <p>{texts.admin}</p>
          {hidden}
          <Button>{texts.withdraw}</Button>
        </Form>
      </Section>
    </>
  );
}

/** How the latest look goes, or what it found. */
function Looked({
  request,
  look,
  href,
  goesOn,
}: Pick<Props, "request" | "look" | "href"> & { goesOn: boolean }) {
  const { found, lookedAt } = request;
  if (goesOn)
    return (
      <p role="status">
        {texts.looking} <Link href={href}>{texts.lookAgain}</Link>
      </p>
    );
  return (
    <div role="status">
      {look?.error ? <Notice kind="error">{texts.failed(look.error)}</Notice> : null}
      {look?.progress?.message ? <p>{look.progress.message}</p> : null}
      {found.length > 0 && lookedAt ? (
        <>
          <ul>
            {found.map(({ way, isThere, said }) => (
              <li key={way}>
                {isThere ? texts.there : texts.missing}: {said}
              </li>
            ))}
          </ul>
          <EntryFacts>{texts.looked(lookedAt.toISOString().slice(0, 16).replace("T", " "))}</EntryFacts>
        </>
      ) : null}
    </div>
  );
}
