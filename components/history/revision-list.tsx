import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import type { RevisionLine } from "@/server/work/history/list-revisions";
import styles from "./history.module.css";

interface Props {
  /** The address of the history. */
  readonly base: string;
  /** What follows each address of a revision, without its question mark. */
  readonly query: string;
  readonly revisions: readonly RevisionLine[];
}

/** A document's revisions: why, who, reviewed by whom, when, how many words. */
export function RevisionList({ base, query, revisions }: Props) {
  return (
    <ol className={styles.revisions} aria-label="Revisions">
      {revisions.map((revision) => (
        <li key={revision.number}>
          <span className={styles.number}>{revision.number}</span>
          <div>
            <p>
              <a href={`${base}/${revision.number}${query && `?${query}`}`}>{revision.summary}</a>
            </p>
            <p className={styles.quiet}>
              <Author author={revision.author} /> {facts([said(revision), formatDay(revision.createdAt)])}{" "}
              <span className={styles.counts}>
                {revision.added > 0 ? <ins>+{revision.added}</ins> : null}{" "}
                {revision.removed > 0 ? <del>−{revision.removed}</del> : null}{" "}
                {revision.added + revision.removed > 0 ? "words" : "no words changed"}
              </span>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** A name, with the way to the person where there is an account. */
export function Author({ author: { name, handle } }: { author: RevisionLine["author"] }) {
  return handle ? <a href={`/people/${handle}`}>{name}</a> : <span>{name}</span>;
}

/** How a revision came to be, in a few words. */
export function said({ reviewer, edited, imported, reverts }: RevisionLine): string {
  if (reverts !== null) return `· takes back revision ${reverts}`;
  if (imported) return "· imported";
  if (reviewer === null) return "· not reviewed";
  return `· reviewed by ${reviewer}${edited ? ", who changed it first" : ""}`;
}
