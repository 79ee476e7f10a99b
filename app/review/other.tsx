import { ReviewClaim } from "@/components/claims/review-claim";
import { ReportCard } from "@/components/review/report-card";
import { ReviewSurvey } from "@/components/surveys/review-survey";
import { reviewPage } from "@/lib/texts/en/review";
import { db } from "@/server/db";
import { isAdministrator } from "@/server/people/accounts/standing-at";
import { type ClaimToReview, listClaimsToReview } from "@/server/work/claims/list-claims-to-review";
import { readClaimToReview } from "@/server/work/claims/read-claim-to-review";
import { listOpenReports, type OpenReport } from "@/server/work/reports/list-open-reports";
import { findDoubts, type SurveyDoubts } from "@/server/work/surveys/find-doubts";
import { type ListedProposal, listSurveyProposals } from "@/server/work/surveys/list-survey-proposals";
import { readSurveyProposal } from "@/server/work/surveys/read-survey-proposal";
import { closeMyReport } from "./actions";
import { decideOnClaim, decideOnEvidence, decideOnRepeat, decideOnSurvey } from "./claim-actions";

/** The other items that await review: reports, claims and surveys. */
export interface Also {
  readonly reports: readonly OpenReport[];
  readonly claims: readonly ClaimToReview[];
  readonly proposals: readonly ListedProposal[];
  readonly doubts: readonly SurveyDoubts[];
}

/** One of these items. */
export type Chosen =
  | { readonly kind: "claim" | "proposal"; readonly id: number }
  | { readonly kind: "report"; readonly id: string };

/** The reports and claims of some shows, and all surveys, that await review. */
export async function listAlso(showIds: readonly number[]): Promise<Also> {
  const [reports, claims, proposals, doubts] = await Promise.all([
    listOpenReports(db(), { showIds }),
    listClaimsToReview(db(), { showIds }),
    listSurveyProposals(db(), { status: "proposed" }),
    findDoubts(db(), { showIds }),
  ]);
  return { reports, claims, proposals, doubts };
}

/** The report, claim or survey to show where no contribution is: the one in the address, or the first that waits. */
export function chooseOther(
  { reports, claims, proposals }: Also,
  wanted: {
    id?: number | undefined;
    report?: string | undefined;
    claim?: number | undefined;
    proposal?: number | undefined;
  },
): Chosen | null {
  if (wanted.id !== undefined) return null;
  if (wanted.report !== undefined) return { kind: "report", id: wanted.report };
  if (wanted.claim !== undefined) return { kind: "claim", id: wanted.claim };
  if (wanted.proposal !== undefined) return { kind: "proposal", id: wanted.proposal };
  if (reports[0]) return { kind: "report", id: reports[0].id };
  if (claims[0]) return { kind: "claim", id: claims[0].id };
  return proposals[0] ? { kind: "proposal", id: proposals[0].id } : null;
}

interface Props {
  readonly chosen: Chosen;
  readonly also: Also;
  readonly query: string;
  readonly showIds: readonly number[];
  readonly reviewer: { readonly id: string };
}

/** A claim or a survey in the middle of the desk. */
export async function Other({ chosen, also, query, showIds, reviewer }: Props) {
  const all: Chosen[] = [
    ...also.reports.map(({ id }) => ({ kind: "report" as const, id })),
    ...also.claims.map(({ id }) => ({ kind: "claim" as const, id })),
    ...also.proposals.map(({ id }) => ({ kind: "proposal" as const, id })),
  ];
  const at = all.findIndex(({ kind, id }) => kind === chosen.kind && id === chosen.id);
  const hrefOf = (one: Chosen | undefined) =>
    one && `/review?${query}${query ? "&" : ""}${one.kind}=${one.id}`;
  const [previous, next] = [hrefOf(all[at - 1]), hrefOf(all[at + 1])];
  // A decided item leaves the queue: go on with the next, or with the previous.
  const back = (next ?? previous ?? `/review?${query}`).slice("/review?".length);
  const moves = { previous, next, back, here: hrefOf(chosen)?.slice("/review?".length) ?? "" };
  if (chosen.kind === "report") {
    const report = also.reports.find(({ id }) => id === chosen.id);
    return report ? (
      <ReportCard {...{ report, moves }} now={Date.now()} close={closeMyReport} />
    ) : (
      <p>{reviewPage.reportGone}</p>
    );
  }
  if (chosen.kind === "claim") {
    const reviewed = await readClaimToReview(db(), { id: chosen.id, showIds });
    return reviewed ? (
      <ReviewClaim
        reviewed={reviewed}
        reviewerId={reviewer.id}
        moves={moves}
        decide={{ claim: decideOnClaim, evidence: decideOnEvidence, repeat: decideOnRepeat }}
      />
    ) : (
      <p>{reviewPage.claimGone}</p>
    );
  }
  const [proposal, admin] = await Promise.all([
    readSurveyProposal(db(), chosen.id),
    isAdministrator(db(), reviewer.id),
  ]);
  return proposal?.status === "proposed" ? (
    <ReviewSurvey
      proposal={proposal}
      mayPublish={admin || proposal.proposerId !== reviewer.id}
      moves={moves}
      decide={decideOnSurvey}
    />
  ) : (
    <p>{reviewPage.surveyGone}</p>
  );
}
