import { Link } from "@/components/ui/link";
import page from "@/components/ui/page.module.css";
import { contributorList } from "@/lib/texts/en/contribution";
import type { ContributorLine } from "@/server/work/contributions/list-contributors";
import styles from "./contributor-list.module.css";

/** The contributors, those with the most changes first. Nothing where there are none. */
export function ContributorList({ contributors }: { contributors: readonly ContributorLine[] }) {
  if (contributors.length === 0) return null;
  return (
    <section className={styles.contributors} aria-labelledby="contributors">
      <h2 className={page.subtitle} id="contributors">
        {contributorList.title}
      </h2>
      <ul className={styles.list}>
        {contributors.map(({ name, handle, accepted }) => (
          <li key={`${handle} ${name}`}>
            {handle ? <Link href={`/people/${handle}`}>{name}</Link> : name}{" "}
            <span className={styles.count}>{contributorList.changes(accepted)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
