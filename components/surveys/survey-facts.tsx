import { facts } from "@/lib/facts";
import { surveyFacts } from "@/lib/texts/en/surveys";
import { common } from "@/lib/texts/en/ui";
import type { ContentsWave } from "@/server/work/surveys/read-contents";
import page from "../ui/page.module.css";

/** The facts of a wave in one line. It says which important ones are not stated. */
export function SurveyFacts({ wave, sponsor }: { wave: ContentsWave; sponsor: string | null }) {
  return (
    <p className={page.facts}>
      {facts([
        sponsor && surveyFacts.by(sponsor),
        wave.fieldStart && wave.fieldEnd
          ? surveyFacts.dates(wave.fieldStart, wave.fieldEnd)
          : surveyFacts.noDates,
        wave.sampleSize ? surveyFacts.respondents(wave.sampleSize) : surveyFacts.noSize,
        wave.mode ?? surveyFacts.noMode,
        wave.sampling ? surveyFacts.sampling[wave.sampling] : surveyFacts.noSampling,
        surveyFacts.weighting(wave.weighting ?? common.notStated),
      ])}
    </p>
  );
}
