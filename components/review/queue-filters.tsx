import Link from "next/link";
import { facts } from "@/lib/facts";
import { countOf } from "@/lib/time";
import styles from "./queue.module.css";

/** What each form of contribution is called in the queue. */
export const KINDS = {
  gap: "Gaps",
  paragraph: "Paragraphs",
  document: "Whole documents",
  push: "Pushes",
  api: "By the API",
  mirror: "From a mirror",
  claim: "Claims and surveys",
} as const;

interface Props {
  readonly shows: readonly { readonly slug: string; readonly title: string }[];
  readonly people: readonly { readonly handle: string; readonly name: string; readonly open: number }[];
  readonly filters: {
    readonly show: string | undefined;
    readonly kind: string | undefined;
    readonly person: string | undefined;
    readonly days: string | undefined;
  };
  readonly total: number;
  /** How many claims and surveys wait besides. */
  readonly claims: number;
}

/** What of the queue is on view: a plain form, which needs no script. */
export function QueueFilters({ shows, people, filters, total, claims }: Props) {
  const filtered = Object.values(filters).some(Boolean);
  return (
    <form method="get" action="/review" className={styles.filters} aria-label="Filter the queue">
      {shows.length > 1 ? (
        <label>
          Show
          <select name="show" defaultValue={filters.show ?? ""}>
            <option value="">All</option>
            {shows.map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <label>
        Kind
        <select name="kind" defaultValue={filters.kind ?? ""}>
          <option value="">All</option>
          {Object.entries(KINDS).map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Person
        <select name="person" defaultValue={filters.person ?? ""}>
          <option value="">Everybody</option>
          {people.map(({ handle, name, open }) => (
            <option key={handle} value={handle}>
              {name} ({open})
            </option>
          ))}
        </select>
      </label>
      <label>
        Age
        <select name="days" defaultValue={filters.days ?? ""}>
          <option value="">Any</option>
          <option value="1">Over a day</option>
          <option value="7">Over a week</option>
          <option value="30">Over a month</option>
        </select>
      </label>
      <button type="submit" className={styles.quiet}>
        Filter
      </button>
      {filtered ? <Link href="/review">All of them</Link> : null}
      <span className={styles.total}>
        {total + claims === 0
          ? "Nothing waits"
          : facts([total > 0 && countOf(total, "contribution"), claims > 0 && countOf(claims, "claim")])}
        {total + claims > 0 ? " waiting" : ""}
      </span>
    </form>
  );
}
