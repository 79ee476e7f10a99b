import { asStatistic } from "@/components/surveys/as-statistic";
import { sayQuantity, sayReason, sayStatistic } from "@/evidence";
import { claimSentence } from "@/lib/texts/en/claims";
import type { HeldEvidence, ReadableClaim } from "@/server/work/claims/read-claims";
import { Outcome } from "./outcome";

/** "Said about a third; the survey measured 37 % (n not stated): differs". */
export function ClaimSentence({ claim, held }: { claim: ReadableClaim; held: HeldEvidence | undefined }) {
  const said = claim.said ?? sayQuantity(claim.quantity);
  if (!held)
    return (
      <>
        {claimSentence.alone(said)} <Outcome outcome="none" />
      </>
    );
  const { statistic, comparison } = held;
  const measured = sayStatistic(asStatistic(statistic));
  const { percent, ranked, other } = claimSentence;
  return (
    <>
      {statistic.kind === "percent"
        ? percent(said, measured, claimSentence.n(statistic.baseN))
        : (statistic.kind === "rank" ? ranked : other)(said, measured)}{" "}
      <Outcome outcome={comparison.outcome} />
      {comparison.reason ? ` ${claimSentence.reason(sayReason(comparison.reason))}` : null}
    </>
  );
}
