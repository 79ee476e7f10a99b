import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { claimFields, readExpression, readSearch } from "@/app/[show]/[slug]/claim/claim-fields";
import { ClaimSentence } from "@/components/claims/claim-sentence";
import styles from "@/components/claims/claims.module.css";
import { ExpressionBuilder } from "@/components/claims/expression-builder";
import { BuiltChoice, FigureChoice, FoundChoice, RelationAndNote } from "@/components/claims/figure-choice";
import { FigureSearch } from "@/components/claims/figure-search";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Empty } from "@/components/ui/empty";
import { Fill } from "@/components/ui/fill";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { claimList, evidencePage as texts } from "@/lib/texts/en/claims";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { draftEvidence } from "@/server/work/claims/draft-claim";
import { readClaims } from "@/server/work/claims/read-claims";
import { explainClaim } from "../../explain-claim";
import { sendEvidence } from "../actions";

export const metadata: Metadata = { title: texts.metaTitle, robots: { index: false } };

/** The form that proposes one more figure for a claim, with the likeliest figures first. A maintainer decides. */
export default async function AddEvidencePage({ params, searchParams }: PageProps<"/claims/[id]/evidence">) {
  const { id } = await params;
  const { became, ...asked } = await searchParams;
  const fields = claimFields.parse(asked);
  const search = readSearch(fields);
  const build = readExpression(fields);
  const [claim] = /^\d{1,9}$/.test(id) ? await readClaims(db(), [Number(id)]) : [];
  const person = await currentPerson();
  const own = person !== null && claim?.proposerId === person.id;
  if (!claim || !(claim.status === "published" || (claim.status === "proposed" && own))) notFound();
  const episode = await findEpisode(db(), { show: claim.show.slug, slug: claim.episode.slug });
  const draft = episode?.transcript
    ? await draftEvidence(db(), { ...episode, transcript: episode.transcript }, claim, { search, build })
    : null;
  const said = typeof became === "string" ? explainClaim(became) : null;
  return (
    <Page narrow>
      <PageHeading over={<Link href={`/claims/${claim.id}`}>{texts.over}</Link>} title={texts.title} />
      {said ? <Notice>{said}</Notice> : null}
      <div className={`${styles.card} ${page.facts}`}>
        <blockquote className={styles.quote}>{claimList.quoted(claim.exact)}</blockquote>
        {claim.evidence.map((held) => (
          <p key={held.id}>
            <ClaimSentence claim={claim} held={held} />
          </p>
        ))}
      </div>
      {draft ? (
        <Form action={`/claims/${claim.id}/evidence`}>
          <FigureSearch asked={search} found={draft.found} />
          <ExpressionBuilder found={draft.found.figures} built={draft.built} operation={build.operation} />
        </Form>
      ) : null}
      {draft === null ||
      draft.suggestions.length + draft.found.figures.length + (draft.built.figure ? 1 : 0) === 0 ? (
        <Empty>
          <Fill text={texts.none} with={{ propose: <Link href="/surveys/propose">{texts.propose}</Link> }} />
        </Empty>
      ) : (
        <Form action={sendEvidence}>
          <input type="hidden" name="claimId" value={claim.id} />
          <BuiltChoice built={draft.built} />
          <FoundChoice asked={search} found={draft.found} />
          {draft.suggestions.length > 0 ? <FigureChoice suggestions={draft.suggestions} /> : null}
          <RelationAndNote />
          {person ? (
            <Button variant="primary">{texts.send}</Button>
          ) : (
            <a
              className={buttonClass({ variant: "primary" })}
              href={`/sign-in?callbackUrl=/claims/${claim.id}/evidence`}
            >
              {texts.signIn}
            </a>
          )}
        </Form>
      )}
    </Page>
  );
}
