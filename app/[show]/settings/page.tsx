import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { SettingsTabs } from "@/components/shows/settings-tabs";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { showSettings as texts } from "@/lib/texts/en/shows";
import { textOf } from "@/lib/texts/text-of";
import { currentPerson } from "@/server/people/accounts/current-person";
import { saveSettings } from "./actions";
import { findStanding } from "./find-standing";

export const metadata: Metadata = { title: texts.metaTitle, robots: { index: false } };
export const dynamic = "force-dynamic";

/** Maps each problem of the rules to the field beside which it is shown. */
const FIELD_PROBLEMS = [
  "bad-licence",
  "bad-contribute",
  "bad-trust-accepted",
  "bad-trust-sound",
  "bad-trust-days",
  "bad-language",
];

export default async function ShowSettingsPage({ params, searchParams }: PageProps<"/[show]/settings">) {
  const { show: slug } = await params;
  const found = await findStanding(slug);
  if (!found) {
    if (!(await currentPerson())) redirect(`/sign-in?callbackUrl=/${encodeURIComponent(slug)}/settings`);
    notFound();
  }
  const { show, owns } = found;
  const { said } = await searchParams;
  const hidden = <input type="hidden" name="show" value={slug} />;
  const done = textOf(texts.done, said);
  const problem = FIELD_PROBLEMS.includes(String(said)) ? undefined : textOf(texts.problems, said);
  const problemOf = (code: keyof typeof texts.problems) => (said === code ? texts.problems[code] : undefined);
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/${slug}`}>{show.title}</Link>}
        title={texts.title}
        facts={
          <span className={page.links}>
            <Link href={`/review?show=${slug}`}>{texts.queue}</Link>
            {owns ? <Link href="/settings#mirrors">{texts.mirror}</Link> : null}
          </span>
        }
      />
      <SettingsTabs show={slug} owns={owns} current="settings" />
      {done ? <Notice kind="success">{done}</Notice> : null}
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      {owns ? null : <p>{texts.ownersOnly}</p>}
      {owns ? (
        <Section title={texts.rules} id="rules">
          <Form action={saveSettings}>
            {hidden}
            <Field
              label={texts.licence}
              name="licence"
              defaultValue={show.licence ?? ""}
              maxLength={200}
              error={problemOf("bad-licence")}
            />
            <Select
              label={texts.contribute}
              name="contribute"
              defaultValue={show.contribute}
              error={problemOf("bad-contribute")}
            >
              {Object.entries(texts.contributors).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </Select>
            <Field
              label={texts.trustAccepted}
              hint={texts.trustAcceptedHint}
              name="trustAccepted"
              inputMode="numeric"
              short
              defaultValue={show.trustAccepted ?? ""}
              error={problemOf("bad-trust-accepted")}
            />
            <Field
              label={texts.trustSound}
              hint={texts.trustSoundHint}
              name="trustSound"
              inputMode="numeric"
              short
              defaultValue={show.trustSound ?? ""}
              error={problemOf("bad-trust-sound")}
            />
            <Field
              label={texts.trustDays}
              name="trustDays"
              inputMode="numeric"
              short
              defaultValue={show.trustDays}
              required
              error={problemOf("bad-trust-days")}
            />
            <Checkbox label={texts.ownFixes} name="ownFixes" value="1" defaultChecked={show.ownFixes} />
            <Field
              label={texts.language}
              hint={texts.languageHint}
              name="language"
              short
              defaultValue={show.language}
              required
              error={problemOf("bad-language")}
            />
            <Button variant="primary">{texts.save}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
