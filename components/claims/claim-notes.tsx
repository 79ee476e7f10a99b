import type { ClaimNote } from "@/server/claims/read-episode-claims";
import styles from "./claims.module.css";
import { OUTCOMES } from "./outcomes";

/** The claims of a paragraph, closed: a line each. What it opens is fetched when it is opened, and is a page of its own. */
export function ClaimNotes({ notes }: { notes: readonly ClaimNote[] }) {
  return (
    <ul className={styles.notes}>
      {notes.map(({ id, line, outcome }) => (
        <li key={id}>
          <details className={OUTCOMES[outcome].className} data-claim-note={id}>
            <summary>
              {line} <span aria-hidden="true">{OUTCOMES[outcome].sign}</span>
              <span className="visually-hidden">{OUTCOMES[outcome].word}</span>
            </summary>
            <a href={`/claims/${id}`}>Who was asked, when and how</a>
          </details>
        </li>
      ))}
    </ul>
  );
}
