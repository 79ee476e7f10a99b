import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ClaimSentence } from "@/components/claims/claim-sentence";
import styles from "@/components/claims/claims.module.css";
import { FigureChoice, RelationAndNote } from "@/components/claims/figure-choice";
import page from "@/components/ui/page.module.css";
import fields from "@/components/ui/stacked-form.module.css";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { draftEvidence } from "@/server/work/claims/draft-claim";
import { readClaims } from "@/server/work/claims/read-claims";
import { explainClaim } from "../../explain-claim";
import { sendEvidence } from "../actions";

export const metadata: Metadata = { title: "Hold a claim against a figure", robots: { index: false } };

/** One more figure for a claim that is there: offered best first, chosen by a person, decided by a maintainer. */
export default async function AddEvidencePage({ params, searchParams }: PageProps<"/claims/[id]/evidence">) {
  const { id } = await params;
  const { became } = await searchParams;
  const [claim] = /^\d{1,9}$/.test(id) ? await readClaims(db(), [Number(id)]) : [];
  const person = await currentPerson();
  const own = person !== null && claim?.proposerId === person.id;
  if (!claim || !(claim.status === "published" || (claim.status === "proposed" && own))) notFound();
  const episode = await findEpisode(db(), { show: claim.show.slug, slug: claim.episode.slug });
  const suggestions = episode?.transcript
    ? await draftEvidence(db(), { transcript: episode.transcript, duration: episode.duration }, claim)
    : [];
  const said = typeof became === "string" ? explainClaim(became) : null;
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={`/claims/${claim.id}`}>The claim</Link>
      </p>
      <h1 className={page.title}>Hold it against another figure</h1>
      {said ? (
        <p className={page.lead} role="status">
          {said}
        </p>
      ) : null}
      <div className={`${styles.card} ${page.facts}`}>
        <blockquote className={styles.quote}>“{claim.exact}”</blockquote>
        {claim.evidence.map((held) => (
          <p key={held.id}>
            <ClaimSentence claim={claim} held={held} />
          </p>
        ))}
      </div>
      {suggestions.length === 0 ? (
        <p className={page.lead}>
          No other figure here seems to be about it. <Link href="/surveys/propose">Propose a survey</Link>{" "}
          that has one.
        </p>
      ) : (
        <form className={fields.form} action={sendEvidence}>
          <input type="hidden" name="claimId" value={claim.id} />
          <FigureChoice suggestions={suggestions} />
          <RelationAndNote />
          <p>
            {person ? (
              <button type="submit" className={page.button}>
                Send the figure
              </button>
            ) : (
              <a className={page.button} href={`/sign-in?callbackUrl=/claims/${claim.id}/evidence`}>
                Sign in to send it
              </a>
            )}
          </p>
        </form>
      )}
    </div>
  );
}
