import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { ownerPage as texts } from "@/lib/texts/en/ownership";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { findShow } from "@/server/work/shows/find-show";
import { claimShow } from "./actions";

export const metadata: Metadata = { title: texts.metaTitle, robots: { index: false } };

/** "Is this your show?" For everybody with an account. */
export default async function OwnerPage({ params, searchParams }: PageProps<"/[show]/settings/owner">) {
  const { show: slug } = await params;
  const person = await currentPerson();
  if (!person)
    redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${slug.slice(0, 255)}/settings/owner`)}`);
  const show = await findShow(db(), slug);
  if (!show) notFound();
  const problem = textOf(texts.problems, (await searchParams).said);
  const owners = show.maintainers.filter(({ role }) => role === "owner").map(({ name }) => name);
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/${slug}`}>{show.title}</Link>}
        title={texts.title}
        lead={owners.length > 0 ? texts.has(owners.join(", ")) : texts.lead}
      />
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      {owners.length > 0 ? null : (
        <Form action={claimShow}>
          <input type="hidden" name="show" value={slug} />
          <TextArea label={texts.note} hint={texts.noteHint} name="note" maxLength={1000} />
          <Button variant="primary">{texts.begin}</Button>
        </Form>
      )}
    </Page>
  );
}
