import { type Decide, DecideForm, DecideWithReason, type Moves } from "@/components/review/decide-form";
import styles from "@/components/review/queue.module.css";
import { ReviewMoves } from "@/components/review/review-moves";
import { asStatistic } from "@/components/surveys/as-statistic";
import { sayStatistic } from "@/evidence";
import { formatDay } from "@/lib/format-day";
import type { ReviewedClaim } from "@/server/work/claims/read-claim-to-review";
import type { HeldEvidence } from "@/server/work/claims/read-claims";
import { ClaimCard } from "./claim-card";
import { PlayClaim } from "./play-claim";
import { REVIEW_REASONS } from "./review-reasons";

interface Props {
  readonly reviewed: ReviewedClaim;
  readonly reviewerId: string;
  readonly moves: Moves;
  readonly decide: { readonly claim: Decide; readonly evidence: Decide };
}

/** A claim to decide: why it waits, what it says beside what was measured, and the ways to decide, each with its key. */
export function ReviewClaim({ reviewed, reviewerId, moves, decide }: Props) {
  const { claim, reasons, neighbours, episode } = reviewed;
  const { show } = claim;
  const href = `/${show.slug}/${claim.episode.slug}`;
  const proposed = claim.status === "proposed";
  // The keys are those of the first figure that waits for something.
  const first = claim.evidence.find((held) => waits(held, proposed));
  return (
    <article aria-labelledby="deciding">
      <p className={styles.place}>
        <a href={`${href}?t=${Math.round(claim.seconds * 10) / 10}`}>{claim.episode.title}</a> · {show.title}
      </p>
      <h2 id="deciding" tabIndex={-1} className={styles.summary}>
        {reasons.map((reason) => REVIEW_REASONS[reason].long).join(". ") || WITHOUT_REASON[claim.status]}
      </h2>
      <p className={styles.facts}>
        Claimed by {claim.proposerName}, {formatDay(claim.proposedAt)}
        {claim.deciderName ? `; published by ${claim.deciderName}` : ""}
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
      {proposed && claim.proposerId === reviewerId ? (
        <p className={styles.facts}>This is your own. It takes an owner of the show to publish it.</p>
      ) : null}
      <div className={styles.ways}>
        {claim.status !== "published" ? (
          <>
            <DecideForm action={decide.claim} id={claim.id} decision="publish" moves={moves}>
              <button type="submit" className={styles.primary} data-key="a">
                {proposed ? "Publish" : "Publish it again"} <kbd>a</kbd>
              </button>
            </DecideForm>
            {proposed ? (
              <DecideWithReason
                {...{ action: decide.claim, id: claim.id, decision: "reject", moves }}
                {...{ press: "r", name: "Reject", ask: "Why? Whoever proposed it will read this." }}
              />
            ) : null}
          </>
        ) : (
          <>
            {reasons.some((reason) => reason !== "evidence") ? (
              <DecideForm action={decide.claim} id={claim.id} decision="keep" moves={moves}>
                <button type="submit" className={styles.quiet} data-key={first ? "c" : "a"}>
                  Let it stand as it is <kbd>{first ? "c" : "a"}</kbd>
                </button>
              </DecideForm>
            ) : null}
            <DecideWithReason
              {...{ action: decide.claim, id: claim.id, decision: "retire", moves }}
              {...{ press: "r", name: "Take it down", ask: "Why? It is said where the claim was." }}
            />
          </>
        )}
      </div>
    </article>
  );
}

/** What stands above a claim that waits for nothing. */
const WITHOUT_REASON: Partial<Record<ReviewedClaim["claim"]["status"], string>> = {
  published: "It is published",
  retired: "It was taken down",
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

/** What can be decided about one figure beside a claim. */
function EvidenceWays({ held, byKey, proposed, moves, decide }: WaysProps) {
  const { id, status, now } = held;
  const form = { action: decide, id, moves };
  return (
    <div className={styles.ways}>
      {!proposed && status === "proposed" ? (
        <DecideForm {...form} decision="accept">
          <button type="submit" className={styles.primary} data-key={byKey ? "a" : undefined}>
            Accept the figure {byKey ? <kbd>a</kbd> : null}
          </button>
        </DecideForm>
      ) : null}
      {!proposed && now ? (
        <DecideForm {...form} decision="renew">
          <button type="submit" className={styles.primary} data-key={byKey ? "a" : undefined}>
            Hold it against {sayStatistic(asStatistic(now))} {byKey ? <kbd>a</kbd> : null}
          </button>
        </DecideForm>
      ) : null}
      <DecideWithReason
        {...{ ...form, decision: "reject", press: byKey ? "e" : undefined }}
        {...{ name: "Take the figure off", ask: "Why does this figure not belong here?" }}
      />
    </div>
  );
}
