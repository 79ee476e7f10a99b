import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { FirstText } from "@/components/contribution/first-text";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { rowId } from "@/lib/row-id";
import { firstTexts as texts } from "@/lib/texts/en/first-texts";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { readFirst } from "@/server/work/first-texts/read-first";
import { decideOnFirst } from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };
export const dynamic = "force-dynamic";

/** A first transcript that somebody proposes: for its author and for those who review at its show. */
export default async function FirstTextPage({
  params,
  searchParams,
}: PageProps<"/contributions/first/[id]">) {
  const id = rowId.safeParse((await params).id);
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=/contributions/first/${id.success ? id.data : ""}`);
  const first = id.success ? await readFirst(db(), { id: id.data, personId: person.id }) : null;
  if (!first) notFound();
  const { said } = await searchParams;
  const [done, problem] = [textOf(texts.done, said), textOf(texts.problems, said)];
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={first.href ?? `/${first.show.slug}`}>{first.show.title}</Link>}
        title={first.title}
        lead={texts.lead}
      />
      {done ? <Notice kind="success">{done}</Notice> : null}
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <FirstText first={first} decide={decideOnFirst} />
    </Page>
  );
}
