import Link from "next/link";
import type { TalkLine } from "@/server/work/contributions/list-talk";
import styles from "./talk.module.css";

const DONE: Record<TalkLine["kind"], string> = {
  comment: "said",
  accept: "accepted it",
  reject: "did not accept it",
  request_changes: "asked for changes",
  reopen: "undid the decision",
};

/** What was said and decided, in order. What people wrote is text. */
export function Talk({ lines, versions }: { lines: readonly TalkLine[]; versions: number }) {
  if (lines.length === 0) return <p className={styles.nothing}>Nobody has said anything yet.</p>;
  return (
    <ol className={styles.talk}>
      {lines.map((line) => (
        <li key={line.key} className={styles.line}>
          <p className={styles.who}>
            {line.handle ? <Link href={`/people/${line.handle}`}>{line.name}</Link> : line.name}{" "}
            {line.edited ? "changed it and accepted it" : DONE[line.kind]}
            {line.hunk === null ? null : ` of place ${line.hunk + 1}`}
            {versions > 1 ? ` (version ${line.version})` : null}
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
