import styles from "./header-search.module.css";
import { SearchIcon } from "./search-icon";

/**
 * The search field of every page, and on a phone the way to it. `/` leads into it, see hear-search-key. The page of
 * results has a field of its own, which then is the one.
 */
export function HeaderSearch() {
  return (
    <search className={styles.search}>
      <form className={styles.form} action="/search">
        <label className={styles.field}>
          <SearchIcon />
          <span className="visually-hidden">Search all transcripts</span>
          <input type="search" name="q" placeholder="Search" autoComplete="off" data-search-field />
          <span className={styles.key} aria-hidden="true">
            /
          </span>
        </label>
      </form>
      <a className={styles.link} href="/search">
        <SearchIcon />
        <span className="visually-hidden">Search</span>
      </a>
    </search>
  );
}
