import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { revisionList as texts } from "@/lib/texts/en/history";
import { formatNumber } from "@/lib/texts/en/plural";
import type { RevisionLine } from "@/server/work/history/list-revisions";
import styles from "./history.module.css";

interface Props {
  /** The address of the history. */
  readonly base: string;
  /** The query of each revision's address, without its question mark. */
  readonly query: string;
  readonly revisions: readonly RevisionLine[];
}

/** A document's revisions: summary, author, reviewer, day and number of words. */
export function RevisionList({ base, query, revisions }: Props) {
  return (
    <ol className={styles.revisions} aria-label={texts.name}>
      {revisions.map((revision) => (
        <li key={revision.number}>
          <span className={styles.number}>{revision.number}</span>
          <div>
            <p>
              <a href={`${base}/${revision.number}${query && `?${query}`}`}>{revision.summary}</a>
            </p>
            <p className={styles.quiet}>
              <RevisionAuthor author={revision.author} />{" "}
              {facts([said(revision), formatDay(revision.createdAt)])}{" "}
              <span className={styles.counts}>
                {revision.added > 0 ? <ins>+{formatNumber(revision.added)}</ins> : null}{" "}
                {revision.removed > 0 ? <del>−{formatNumber(revision.removed)}</del> : null}{" "}
                {revision.added + revision.removed > 0 ? texts.words : texts.noWords}
              </span>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** A name, with a link to the person where there is an account. */
export function RevisionAuthor({ author: { name, handle } }: { author: RevisionLine["author"] }) {
  return handle ? <a href={`/people/${handle}`}>{name}</a> : <span>{name}</span>;
}

/** Where a revision came from, in a few words. */
export function said({ reviewer, edited, imported, reverts }: RevisionLine): string {
  if (reverts !== null) return texts.reverts(reverts);
  if (imported) return texts.imported;
  if (reviewer === null) return texts.notReviewed;
  return edited ? texts.edited(reviewer) : texts.reviewed(reviewer);
}
