import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { AddEpisodeForm } from "@/components/shows/add-episode-form";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { addEpisodeForm as texts } from "@/lib/texts/en/details";
import { currentPerson } from "@/server/people/accounts/current-person";
import { findStanding } from "../../find-standing";
import { addByHand } from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };
export const dynamic = "force-dynamic";

/** Adds an episode by hand. For those who review at the show. */
export default async function AddEpisodePage({ params }: PageProps<"/[show]/settings/episodes/new">) {
  const { show: slug } = await params;
  const found = await findStanding(slug);
  if (!found) {
    if (!(await currentPerson()))
      redirect(`/sign-in?callbackUrl=/${encodeURIComponent(slug)}/settings/episodes/new`);
    notFound();
  }
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/${slug}/settings/episodes`}>{found.show.title}</Link>}
        title={texts.title}
        lead={texts.lead}
      />
      <AddEpisodeForm show={slug} add={addByHand} />
    </Page>
  );
}
