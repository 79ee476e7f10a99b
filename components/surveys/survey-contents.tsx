import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { surveyContents as texts } from "@/lib/texts/en/surveys";
import type { ContentsQuestion } from "@/server/work/surveys/read-contents";
import { wordingOf } from "./question-card";
import styles from "./surveys.module.css";

/** The questions of a survey, each with the waves that asked it, as links to their pages. */
export function SurveyContents({
  survey,
  questions,
}: {
  readonly survey: string;
  readonly questions: readonly ContentsQuestion[];
}) {
  return (
    <Section title={texts.heading} id="contents">
      <ol className={styles.contents}>
        {questions.map(({ slug, wording, waves, statistics }) => (
          <li key={slug}>
            <Link href={`/surveys/${survey}/questions/${slug}`}>
              {wordingOf({ wording, question: slug })}
            </Link>{" "}
            <span className={styles.base}>{texts.question(waves, statistics)}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
