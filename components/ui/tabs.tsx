import Link from "next/link";
import styles from "./tabs.module.css";

interface Tab {
  readonly name: string;
  /** The address of a link. */
  readonly href?: string;
  /** The value that a button sends with its form, under the name in `field`. */
  readonly value?: string;
  readonly current?: boolean;
}

interface Props {
  /** What the tabs choose between. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** The name of the form's field that buttons set. */
  readonly field?: string;
}

/** Views of the same thing: links, or buttons of a form. They work without scripts. */
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
