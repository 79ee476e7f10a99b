import Link from "next/link";
import styles from "./tabs.module.css";

interface Tab {
  readonly name: string;
  /** Where a link leads. */
  readonly href?: string;
  /** What a button sends in the form around it, under the name that `field` says. */
  readonly value?: string;
  readonly current?: boolean;
}

interface Props {
  /** What the tabs choose between. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** The form's field that buttons set. */
  readonly field?: string;
}

/** Ways to look at the same thing: links to each, or buttons of a form. They work without scripts. */
export function Tabs({ label, tabs, field }: Props) {
  return (
    <nav aria-label={label}>
      <ul className={styles.tabs}>
        {tabs.map(({ name, href, value, current }) => (
          <li key={href ?? value}>
            {href === undefined ? (
              <button
                type="submit"
                className={styles.tab}
                name={field}
                value={value}
                aria-current={current || undefined}
              >
                {name}
              </button>
            ) : (
              <Link
                className={styles.tab}
                href={href}
                prefetch={false}
                aria-current={current ? "page" : undefined}
              >
                {name}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
