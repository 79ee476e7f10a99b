import { asStatistic } from "@/components/surveys/as-statistic";
import { sayQuantity, sayReason, sayStatistic } from "@/evidence";
import type { HeldEvidence, ReadableClaim } from "@/server/work/claims/read-claims";
import { Outcome } from "./outcome";

/** "Said about a third; the survey measured 37 % (n not stated): differs". */
export function ClaimSentence({ claim, held }: { claim: ReadableClaim; held: HeldEvidence | undefined }) {
  const said = claim.said ?? sayQuantity(claim.quantity);
  if (!held)
    return (
      <>
        Said {said}; <Outcome outcome="none" />
      </>
    );
  const { statistic, comparison } = held;
  const n = statistic.baseN === null ? "n not stated" : `n = ${statistic.baseN.toLocaleString("en")}`;
  return (
    <>
      Said {said}; {statistic.kind === "rank" ? "the survey ranked it" : "the survey measured"}{" "}
      {sayStatistic(asStatistic(statistic))}
      {statistic.kind === "percent" ? ` (${n})` : ""}: <Outcome outcome={comparison.outcome} />
      {comparison.reason ? ` (${sayReason(comparison.reason)})` : null}
    </>
  );
}
