import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { FeedState } from "@/components/shows/feed-state";
import { RepositoryState } from "@/components/shows/repository-state";
import { SettingsTabs } from "@/components/shows/settings-tabs";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { feedPage as texts } from "@/lib/texts/en/feed";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { readFollowedRepository } from "@/server/doors/clones/read-followed-repository";
import { readFeedState } from "@/server/doors/feeds/read-feed-state";
import { currentPerson } from "@/server/people/accounts/current-person";
import { findStanding } from "../find-standing";
import { changeInterval, fetchNow, fetchRepositoryNow, setFollowed } from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };
export const dynamic = "force-dynamic";

/** What the last fetch of a show's feed did, and when it is fetched again. */
export default async function ShowFeedPage({ params, searchParams }: PageProps<"/[show]/settings/feed">) {
  const { show: slug } = await params;
  const found = await findStanding(slug);
  if (!found) {
    if (!(await currentPerson())) redirect(`/sign-in?callbackUrl=/${encodeURIComponent(slug)}/settings/feed`);
    notFound();
  }
  const { show, owns } = found;
  const { said } = await searchParams;
  const done = textOf(texts.done, said);
  const problem = textOf(texts.problems, said);
  return (
    <Page narrow>
      <PageHeading over={<Link href={`/${slug}`}>{show.title}</Link>} title={texts.title} lead={texts.lead} />
      <SettingsTabs show={slug} owns={owns} current="feed" />
      {done ? <Notice kind="success">{done}</Notice> : null}
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <FeedState
        show={slug}
        owns={owns}
        state={await readFeedState(db(), show.id)}
        fetchNow={fetchNow}
        changeInterval={changeInterval}
      />
      <RepositoryState
        show={slug}
        owns={owns}
        state={await readFollowedRepository(db(), show.id)}
        set={setFollowed}
        fetchNow={fetchRepositoryNow}
      />
    </Page>
  );
}
