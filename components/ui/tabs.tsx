import { Link } from "@/components/ui/link";
import styles from "./tabs.module.css";

interface Tab {
  readonly name: string;
  readonly href: string;
  readonly current: boolean;
}

interface Props {
  /** What the tabs choose between. */
  readonly label: string;
  readonly tabs: readonly Tab[];
}

/** Links between pages that belong together. Nothing where there is one page only. */
export function Tabs({ label, tabs }: Props) {
  if (tabs.length < 2) return null;
  return (
    <nav aria-label={label}>
      <ul className={styles.tabs}>
        {tabs.map(({ name, href, current }) => (
          <li key={href}>
            <Link className={styles.tab} href={href} aria-current={current ? "page" : undefined}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
