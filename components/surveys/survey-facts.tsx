import { facts } from "@/lib/facts";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";
import page from "../ui/page.module.css";

/** What is known of a wave in a line; what matters most and is not stated is said to be so. */
export function SurveyFacts({ statistic: { wave, survey } }: { statistic: MeasuredStatistic }) {
  const opt = { probability: "a random sample", nonprobability: "opt-in" };
  return (
    <p className={page.facts}>
      {facts([
        survey.sponsor && `by ${survey.sponsor}`,
        wave.fieldStart && wave.fieldEnd ? `${wave.fieldStart} to ${wave.fieldEnd}` : "dates not stated",
        wave.sampleSize ? `${wave.sampleSize.toLocaleString("en")} respondents` : "size not stated",
        wave.mode ?? "mode not stated",
        wave.sampling ? opt[wave.sampling] : "sampling not stated",
        `weighting ${wave.weighting ?? "not stated"}`,
      ])}
    </p>
  );
}
