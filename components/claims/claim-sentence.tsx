import { statisticOf } from "@/components/surveys/statistic-of";
import { sayQuantity, sayReason, sayStatistic } from "@/evidence";
import { claimSentence } from "@/lib/texts/en/claims";
import type { HeldEvidence, ReadableClaim } from "@/server/work/claims/read-claims";
import { OutcomeLabel } from "./outcome-label";

/** "Said about a third; the survey measured 37 % (n not stated): differs". */
export function ClaimSentence({ claim, held }: { claim: ReadableClaim; held: HeldEvidence | undefined }) {
  const said = claim.said ?? sayQuantity(claim.quantity);
  if (!held)
    return (
      <>
        {claimSentence.alone(said)} <OutcomeLabel outcome="none" />
      </>
    );
  const { statistic, comparison } = held;
  const measured = sayStatistic(statisticOf(statistic));
  const { percent, ranked, other } = claimSentence;
  return (
    <>
      {statistic.kind === "percent"
        ? percent(said, measured, claimSentence.n(statistic.baseN))
        : (statistic.kind === "rank" ? ranked : other)(said, measured)}{" "}
      <OutcomeLabel outcome={comparison.outcome} />
      {comparison.reason ? ` ${claimSentence.reason(sayReason(comparison.reason))}` : null}
    </>
  );
}
