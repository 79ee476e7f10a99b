import Link from "next/link";
import type { FormEvent, MouseEvent } from "react";
import { ageOf } from "@/components/contribution/age-of";
import { facts } from "@/lib/facts";
import type { Desk } from "./desk-store";
import styles from "./queue.module.css";

interface Props {
  readonly desk: Desk;
  readonly query: string;
  readonly now: number;
  readonly pages: { readonly page: number; readonly last: number };
  choose(id: number): void;
  sendSeveral(event: FormEvent<HTMLFormElement>): void;
}

/** The queue on view, narrow on the left; each can be ticked, to be accepted with others. */
export function QueueList({ desk, query, now, pages, choose, sendSeveral }: Props) {
  const { entries, current, conflicting } = desk;
  if (entries.length === 0) return <div className={styles.list} />;
  const href = (id: number) => `/review?${query}${query ? "&" : ""}id=${id}`;
  const chosen = (id: number) => (event: MouseEvent) => {
    // What opens another tab is the browser's.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    choose(id);
  };
  return (
    <form
      method="post"
      action="/review/decide"
      onSubmit={sendSeveral}
      className={styles.list}
      aria-label="Queue"
    >
      <input type="hidden" name="decision" value="several" />
      <input type="hidden" name="back" value={query} />
      <ol>
        {entries.map((entry) => (
          <li key={entry.id} data-current={entry.id === current || undefined}>
            <label className={styles.tick}>
              <input type="checkbox" name="pick" value={`${entry.id}:${entry.version}`} />
              <span className="visually-hidden">Accept “{entry.summary}” with others</span>
            </label>
            <a
              href={href(entry.id)}
              onClick={chosen(entry.id)}
              aria-current={entry.id === current ? "true" : undefined}
              className={styles.entry}
            >
              <span>{entry.summary}</span>
              <small>{facts([entry.author, entry.episode, ageOf(entry.createdAt, now)])}</small>
              {entry.heldBy && entry.id !== current ? <small>Being reviewed by {entry.heldBy}</small> : null}
              {conflicting.includes(entry.id) ? <small className={styles.warning}>✕ Conflicts</small> : null}
            </a>
          </li>
        ))}
      </ol>
      <div className={styles.several}>
        <button type="submit" className={styles.quiet}>
          Accept those ticked
        </button>
        {pages.last > 1 ? (
          <nav aria-label="Pages of the queue">
            {pages.page > 1 ? <Link href={paged(query, pages.page - 1)}>Earlier</Link> : null} Page{" "}
            {pages.page} of {pages.last}{" "}
            {pages.page < pages.last ? <Link href={paged(query, pages.page + 1)}>Later</Link> : null}
          </nav>
        ) : null}
      </div>
    </form>
  );
}

function paged(query: string, page: number): string {
  const parameters = new URLSearchParams(query);
  parameters.set("page", String(page));
  return `/review?${parameters}`;
}
