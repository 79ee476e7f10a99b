import type { ReactNode } from "react";
import styles from "./page.module.css";

interface Props {
  /** Stands above the title: usually a link to the parent page. */
  readonly over?: ReactNode;
  readonly title: ReactNode;
  /** What the page is for, in a sentence or two. */
  readonly lead?: ReactNode;
  /** Facts about the page's subject, in one quiet line. */
  readonly facts?: ReactNode;
}

/** A page's title with what belongs to it. */
export function PageHeading({ over, title, lead, facts }: Props) {
  return (
    <>
      {over ? <p className={styles.over}>{over}</p> : null}
      <h1 className={styles.title}>{title}</h1>
      {lead ? <p className={styles.lead}>{lead}</p> : null}
      {facts ? <p className={styles.facts}>{facts}</p> : null}
    </>
  );
}
