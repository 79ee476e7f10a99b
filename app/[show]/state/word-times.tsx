import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { formatStretch } from "@/lib/format-stretch";
import { readEnvironment } from "@/lib/read-environment";
import { alignmentTexts, wordTimesSection } from "@/lib/texts/en/alignment";
import type { AlignmentProblemLine, AlignmentState } from "@/server/work/shows/read-alignment-state";

interface Props {
  /** Its slug. */
  readonly show: string;
  readonly state: AlignmentState;
}

const WHEN = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** How much of a show has measured word times, and for its maintainers what is being measured and what cannot be. */
export function WordTimes({ show, state: { transcripts, measured, sure, work } }: Props) {
  if (transcripts === 0) return null;
  const { align } = readEnvironment();
  return (
    <Section title={wordTimesSection.title} id="word-times">
      <p>
        {wordTimesSection.measured(measured, transcripts)}
        {sure === null ? null : ` ${wordTimesSection.sure(percent(sure))}`}
      </p>
      {work ? (
        <>
          {align.on ? null : <p>{wordTimesSection.off}</p>}
          {work.waiting > 0 ? (
            <p>
              {wordTimesSection.waiting(work.waiting, formatStretch(work.waitingSeconds))}
              {align.on && align.hours
                ? ` ${wordTimesSection.window(align.hours.from, align.hours.to)}`
                : null}
            </p>
          ) : null}
          {work.running.length > 0 ? (
            <ul>
              {work.running.map((each) => (
                <li key={each.slug}>
                  <Link href={`/${show}/${each.slug}/alignment`}>{each.title}</Link>
                  {`: ${wordTimesSection.running(each.percent)}`}
                </li>
              ))}
            </ul>
          ) : null}
          {work.problems.length > 0 ? (
            <>
              <h3>{wordTimesSection.problems}</h3>
              <ul>
                {work.problems.map((line) => (
                  <li key={line.slug}>
                    <Link href={`/${show}/${line.slug}/alignment`}>{line.title}</Link>
                    {`: ${sentenceOf(line)}`}
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </>
      ) : null}
    </Section>
  );
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

function sentenceOf({ problem, detail, verdict, unheard, againAt }: AlignmentProblemLine): string {
  if (problem !== null) {
    const why = alignmentTexts.problem(problem, detail);
    return againAt ? `${why} ${wordTimesSection.again(`${WHEN.format(againAt)} UTC`)}` : why;
  }
  return verdict === null || verdict === "aligned"
    ? wordTimesSection.unheard(percent(unheard))
    : alignmentTexts.verdicts[verdict];
}
