import { type Decide, DecideForm, DecideWithReason, type Moves } from "@/components/review/decide-form";
import styles from "@/components/review/queue.module.css";
import { ReviewMoves } from "@/components/review/review-moves";
import { statisticOf } from "@/components/surveys/statistic-of";
import { Button } from "@/components/ui/button";
import { sayStatistic } from "@/evidence";
import { formatDay } from "@/lib/format-day";
import { claimPlaces, reviewReasons, reviewClaim as texts } from "@/lib/texts/en/claims";
import type { ReviewedClaim } from "@/server/work/claims/read-claim-to-review";
import type { HeldEvidence } from "@/server/work/claims/read-claims";
import { ClaimCard } from "./claim-card";
import { ClaimPlaces } from "./claim-places";
import { PlayClaim } from "./play-claim";

interface Props {
  readonly reviewed: ReviewedClaim;
  readonly reviewerId: string;
  readonly moves: Moves;
  readonly decide: { readonly claim: Decide; readonly evidence: Decide; readonly repeat: Decide };
}

/** A claim to review: the reason, what was said beside what was measured, and the decisions with their keys. */
export function ReviewClaim({ reviewed, reviewerId, moves, decide }: Props) {
  const { claim, reasons, neighbours, episode, played } = reviewed;
  const { show } = claim;
  const href = `/${show.slug}/${claim.episode.slug}`;
  const proposed = claim.status === "proposed";
  // The keys decide on the first figure that awaits review.
  const first = claim.evidence.find((held) => waits(held, proposed));
  return (
    <article aria-labelledby="deciding">
      <p className={styles.place}>
        <a href={`${href}?t=${Math.round(claim.seconds * 10) / 10}`}>{claim.episode.title}</a> · {show.title}
      </p>
      <h2 id="deciding" tabIndex={-1} className={styles.summary}>
        {reasons.map((reason) => reviewReasons[reason].long).join(". ") || WITHOUT_REASON[claim.status]}
      </h2>
      <p className={styles.facts}>
        {claim.deciderName
          ? texts.publishedBy(claim.proposerName, formatDay(claim.proposedAt), claim.deciderName)
          : texts.claimedBy(claim.proposerName, formatDay(claim.proposedAt))}
      </p>
      <ReviewMoves moves={moves}>
        {episode?.audio ? (
          <PlayClaim
            {...{ href, title: claim.episode.title, show: show.title, seconds: claim.seconds }}
            {...{ audio: episode.audio, duration: episode.duration, wordStartsUrl: episode.wordStartsUrl }}
          />
        ) : null}
      </ReviewMoves>
      <ClaimCard
        claim={claim}
        neighbours={neighbours}
        actions={(held) =>
          claim.status === "retired" ? null : (
            <EvidenceWays
              held={held}
              byKey={held === first}
              proposed={proposed}
              moves={moves}
              decide={decide.evidence}
            />
          )
        }
      />
      <ClaimPlaces
        claim={claim}
        episodes={played}
        actions={({ id, status }) => (
          <>
            {status === "proposed" ? (
              <DecideForm action={decide.repeat} id={id} decision="accept" moves={moves}>
                <Button variant="primary">{claimPlaces.accept}</Button>
              </DecideForm>
            ) : null}
            <DecideForm action={decide.repeat} id={id} decision="reject" moves={moves}>
              <Button variant="danger">{claimPlaces.remove}</Button>
            </DecideForm>
          </>
        )}
      />
      {proposed && claim.proposerId === reviewerId ? <p className={styles.facts}>{texts.own}</p> : null}
      <div className={styles.ways}>
        {claim.status !== "published" ? (
          <>
            <DecideForm action={decide.claim} id={claim.id} decision="publish" moves={moves}>
              <Button variant="primary" data-key="a" shortcut="a">
                {proposed ? texts.publish : texts.publishAgain}
              </Button>
            </DecideForm>
            {proposed ? (
              <DecideWithReason
                {...{ action: decide.claim, id: claim.id, decision: "reject", moves }}
                {...{ press: "r", name: texts.reject, ask: texts.rejectWhy }}
              />
            ) : null}
          </>
        ) : (
          <>
            {reasons.some((reason) => reason !== "evidence" && reason !== "repeat") ? (
              <DecideForm action={decide.claim} id={claim.id} decision="keep" moves={moves}>
                <Button data-key={first ? "c" : "a"} shortcut={first ? "c" : "a"}>
                  {texts.keep}
                </Button>
              </DecideForm>
            ) : null}
            <DecideWithReason
              {...{ action: decide.claim, id: claim.id, decision: "retire", moves }}
              {...{ press: "r", name: texts.retire, ask: texts.retireWhy }}
            />
          </>
        )}
      </div>
    </article>
  );
}

/** The heading of a claim that needs no review. */
const WITHOUT_REASON: Partial<Record<ReviewedClaim["claim"]["status"], string>> = {
  published: texts.isPublished,
  retired: texts.isRetired,
};

const waits = ({ status, now }: HeldEvidence, proposed: boolean) =>
  !proposed && (status === "proposed" || now !== null);

interface WaysProps {
  readonly held: HeldEvidence;
  readonly byKey: boolean;
  readonly proposed: boolean;
  readonly moves: Moves;
  readonly decide: Decide;
}

/** The decisions on one figure of a claim. */
function EvidenceWays({ held, byKey, proposed, moves, decide }: WaysProps) {
  const { id, status, now } = held;
  const form = { action: decide, id, moves };
  return (
    <div className={styles.ways}>
      {!proposed && status === "proposed" ? (
        <DecideForm {...form} decision="accept">
          <Button variant="primary" data-key={byKey ? "a" : undefined} shortcut={byKey ? "a" : undefined}>
            {texts.acceptFigure}
          </Button>
        </DecideForm>
      ) : null}
      {!proposed && now ? (
        <DecideForm {...form} decision="renew">
          <Button variant="primary" data-key={byKey ? "a" : undefined} shortcut={byKey ? "a" : undefined}>
            {texts.renew(sayStatistic(statisticOf(now)))}
          </Button>
        </DecideForm>
      ) : null}
      <DecideWithReason
        {...{ ...form, decision: "reject", press: byKey ? "e" : undefined }}
        {...{ name: texts.removeFigure, ask: texts.removeWhy }}
      />
    </div>
  );
}
