import { type FormEvent, type MouseEvent, useState } from "react";
import { ageOf } from "@/components/contribution/age-of";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Checkbox } from "@/components/ui/checkbox";
import { TextArea } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { facts } from "@/lib/facts";
import { decisions, queueList as texts } from "@/lib/texts/en/review";
import { soundWitness } from "@/lib/texts/en/sound";
import { pager } from "@/lib/texts/en/ui";
import type { Desk } from "./desk-store";
import styles from "./queue.module.css";

interface Props {
  readonly desk: Desk;
  readonly query: string;
  readonly now: number;
  /** How many wait in all, on this page and the others. */
  readonly waiting: number;
  readonly pages: { readonly page: number; readonly last: number };
  choose(id: number): void;
  sendSeveral(event: FormEvent<HTMLFormElement>): void;
}

/** The queue in a narrow column at the left. Entries can be ticked, and accepted or rejected together. */
export function QueueList({ desk, query, now, waiting, pages, choose, sendSeveral }: Props) {
  const { entries, current, conflicting } = desk;
  const [ticks, setTicks] = useState<ReadonlySet<number>>(new Set());
  const ticked = entries.filter(({ id }) => ticks.has(id));
  const tick = (ids: readonly number[], on: boolean) => {
    const next = new Set(ticks);
    for (const id of ids) on ? next.add(id) : next.delete(id);
    setTicks(next);
  };
  if (entries.length === 0) return <div className={styles.list} />;
  const href = (id: number) => `/review?${query}${query ? "&" : ""}id=${id}`;
  const chosen = (id: number) => (event: MouseEvent) => {
    // Leave Ctrl and Shift clicks to the browser.
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
      aria-label={texts.name}
    >
      <input type="hidden" name="decision" value="several" />
      <input type="hidden" name="back" value={query} />
      <div className={styles.head}>
        <span className={styles.scripted}>
          <Checkbox
            label={texts.all}
            checked={ticked.length === entries.length}
            onChange={(event) =>
              tick(
                entries.map(({ id }) => id),
                event.currentTarget.checked,
              )
            }
          />
        </span>
        <span role="status">{texts.waiting(waiting)}</span>
      </div>
      <ol>
        {entries.map((entry) => (
          <li key={entry.id} data-current={entry.id === current || undefined}>
            <label className={styles.tick}>
              <input
                type="checkbox"
                name="pick"
                value={`${entry.id}:${entry.version}`}
                checked={ticks.has(entry.id)}
                onChange={(event) => tick([entry.id], event.currentTarget.checked)}
              />
              <span className="visually-hidden">{texts.pick(entry.summary)}</span>
            </label>
            <a
              href={href(entry.id)}
              onClick={chosen(entry.id)}
              aria-current={entry.id === current ? "true" : undefined}
              className={styles.entry}
            >
              <span>{entry.summary}</span>
              <small>
                {facts([
                  entry.author,
                  entry.episode,
                  ageOf(entry.createdAt, now),
                  entry.sound !== null && soundWitness.short[entry.sound],
                ])}
              </small>
              {entry.heldBy && entry.id !== current ? <small>{texts.held(entry.heldBy)}</small> : null}
              {conflicting.includes(entry.id) ? (
                <small className={styles.warning}>{texts.conflicts}</small>
              ) : null}
            </a>
          </li>
        ))}
      </ol>
      <div className={styles.several}>
        <Button>{texts.acceptTicked}</Button>
        <details name="several">
          <summary className={buttonClass()}>{texts.rejectTicked}</summary>
          <div className={styles.rejecting}>
            <p>{texts.rejected(ticked.length)}</p>
            <ul>
              {ticked.map(({ id, summary, author }) => (
                <li key={id}>{facts([summary, author])}</li>
              ))}
            </ul>
            <TextArea
              label={texts.reason}
              name="comment"
              rows={2}
              maxLength={10_000}
              defaultValue={decisions.reasons[0]}
            />
            <Button variant="danger" name="decision" value="reject_several">
              {texts.rejectNow(ticked.length)}
            </Button>
          </div>
        </details>
        {pages.last > 1 ? (
          <nav aria-label={texts.pages}>
            {pages.page > 1 ? <Link href={paged(query, pages.page - 1)}>{texts.earlier}</Link> : null}{" "}
            {pager.page(pages.page, pages.last)}{" "}
            {pages.page < pages.last ? <Link href={paged(query, pages.page + 1)}>{texts.later}</Link> : null}
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
