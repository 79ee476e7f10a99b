import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { FirstDraft } from "@/components/shows/first-draft";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { readEnvironment } from "@/lib/read-environment";
import { drafts as texts } from "@/lib/texts/en/drafts";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { readDraft } from "@/server/work/drafts/read-draft";
import { findEditor } from "../details/find-editor";
import { askDraft, discard, publish } from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };
export const dynamic = "force-dynamic";

/** A first draft of an episode's transcript by a recogniser: for those who review at its show. */
export default async function DraftPage({ params, searchParams }: PageProps<"/[show]/[slug]/draft">) {
  const { show, slug } = await params;
  const found = await findEditor(show, slug);
  if (!found) {
    if (!(await currentPerson()))
      redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${show}/${slug}/draft`)}`);
    notFound();
  }
  const { episode } = found;
  const there = await db().document.count({ where: { episodeId: episode.id, kind: "transcript" } });
  const { said } = await searchParams;
  const [done, problem] = [textOf(texts.done, said), textOf(texts.problems, said)];
  const { transcribe } = readEnvironment();
  const isPossible = there === 0 && transcribe.recogniser !== null;
  const draft = isPossible ? await readDraft(db(), { episodeId: episode.id, transcribe }) : null;
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/${show}/${slug}`}>{episode.title}</Link>}
        title={texts.title}
        lead={texts.lead}
      />
      {done && draft?.state !== "made" ? <Notice kind="success">{done}</Notice> : null}
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      {draft ? (
        <FirstDraft place={{ show, slug }} draft={draft} ask={askDraft} publish={publish} discard={discard} />
      ) : (
        <Notice live={false}>{texts.problems[there > 0 ? "has-transcript" : "no-recogniser"]}</Notice>
      )}
    </Page>
  );
}
