import { Link } from "@/components/ui/link";
import page from "@/components/ui/page.module.css";
import { groupBy } from "@/lib/group-by";
import { surveyPage } from "@/lib/texts/en/surveys";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";
import { QuestionChart } from "./question-chart";
import styles from "./surveys.module.css";

interface Props {
  /** Of one question of one wave. */
  readonly statistics: readonly MeasuredStatistic[];
  /** What stands below a figure: the claims about it. */
  readonly under: (statistic: MeasuredStatistic) => React.ReactNode;
  /** Unique on its page. */
  readonly id: string;
  /** What stands above the charts: the question, or the wave where the page has the question as its title. */
  readonly heading: string;
  /** What stands above the charts. */
  readonly lead?: React.ReactNode;
  /** What stands below the charts. */
  readonly children?: React.ReactNode;
}

/** A question in one wave: a chart for each kind of figure and each group of respondents. */
export function QuestionCard({ statistics, under, id, heading, lead, children }: Props) {
  const kinds = groupBy(statistics, ({ kind, unit, base }) => `${kind} ${unit} ${base}`);
  return (
    <section className={styles.question} id={id}>
      <h3>{heading}</h3>
      {lead}
      {[...kinds].map(([kind, ofKind]) => (
        <QuestionChart key={kind} statistics={ofKind} under={under} />
      ))}
      {children}
    </section>
  );
}

/** A question in words; its short name where the survey does not state the wording. */
export const wordingOf = ({ wording, question }: { wording: string | null; question: string }): string =>
  wording ?? surveyPage.noWording(question.replaceAll("-", " "));

/** Links to a question's own page and to its figures as CSV. */
export function QuestionLinks({ survey, question }: { survey: string; question: string }) {
  return (
    <p className={page.links}>
      <Link href={`/surveys/${survey}/questions/${question}`}>{surveyPage.question}</Link>
      <a href={`/surveys/${survey}.csv?question=${question}`}>{surveyPage.questionCsv}</a>
    </p>
  );
}
