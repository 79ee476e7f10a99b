import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { Link } from "@/components/ui/link";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { sourceFiles as texts } from "@/lib/texts/en/shows";
import type { KeptProblem } from "@/server/work/shows/list-import-problems";
import styles from "./problem-list.module.css";

interface Props {
  readonly show: string;
  readonly problems: readonly KeptProblem[];
  /** How many there are, of which these are the first. */
  readonly total: number;
  /** Whether each names its episode. */
  readonly withEpisode?: boolean;
}

/** What an import could not read, each with its file, its line and the reason. */
export function ProblemList({ show, problems, total, withEpisode = false }: Props) {
  if (problems.length === 0) return null;
  return (
    <>
      <p>{texts.problemsLead}</p>
      <Entries>
        {problems.map(({ id, episode, path, file, line, reason, foundAt }) => (
          <Entry key={id}>
            {withEpisode && episode ? (
              <p>
                <Link href={`/${show}/${episode.slug}/sources`}>{episode.title}</Link>
              </p>
            ) : null}
            <p className={styles.reason}>{reason}</p>
            <EntryFacts>
              <span className={styles.file}>
                {facts([file ?? path, line !== null && texts.line(line), texts.found(formatDay(foundAt))])}
              </span>
            </EntryFacts>
          </Entry>
        ))}
      </Entries>
      {total > problems.length ? <p>{texts.more(total - problems.length)}</p> : null}
    </>
  );
}
