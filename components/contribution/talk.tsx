import { Link } from "@/components/ui/link";
import { discussion as texts } from "@/lib/texts/en/contribution";
import type { TalkLine } from "@/server/work/contributions/list-talk";
import styles from "./talk.module.css";

interface Props {
  readonly lines: readonly TalkLine[];
  readonly versions: number;
  /** The address of the document's history. */
  readonly history: string;
}

/** Comments and decisions, in order. What people wrote is shown as plain text. */
export function Talk({ lines, versions, history }: Props) {
  if (lines.length === 0) return <p className={styles.nothing}>{texts.empty}</p>;
  return (
    <ol className={styles.talk}>
      {lines.map((line) => (
        <li key={line.key} className={styles.line}>
          <p className={styles.who}>
            {line.handle ? <Link href={`/people/${line.handle}`}>{line.name}</Link> : line.name}{" "}
            {line.edited ? texts.edited : texts.did[line.kind]}
            {line.hunk === null ? null : ` ${texts.place(line.hunk + 1)}`}
            {versions > 1 ? ` ${texts.version(line.version)}` : null}
            {line.edited && line.revision !== null ? (
              <>
                {" · "}
                <Link href={`${history}/${line.revision}`}>{texts.seeEdited}</Link>
              </>
            ) : null}
            {" · "}
            <time dateTime={line.at.toISOString()}>
              {line.at.toISOString().slice(0, 16).replace("T", " ")}
            </time>
          </p>
          {line.text ? <p className={styles.text}>{line.text}</p> : null}
        </li>
      ))}
    </ol>
  );
}
