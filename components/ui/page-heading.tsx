import type { ReactNode } from "react";
import styles from "./page.module.css";

interface Props {
  /** Where the page belongs, above its title: usually a link to the page above. */
  readonly over?: ReactNode;
  readonly title: ReactNode;
  /** What the page is for, in a sentence or two. */
  readonly lead?: ReactNode;
  /** What is known of its subject, in one quiet line. */
  readonly facts?: ReactNode;
}

/** The title of a page, with what stands around it. */
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
