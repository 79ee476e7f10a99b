import { headerSearch } from "@/lib/texts/en/search";
import styles from "./header-search.module.css";
import { SearchIcon } from "./search-icon";

/**
 * The search field in the header; on a phone a link to the search page. The key `/` focuses it: see hear-search-key.
 * The search page has its own field and hides this one.
 */
export function HeaderSearch() {
  return (
    <search className={styles.search}>
      <form className={styles.form} action="/search">
        <label className={styles.field}>
          <SearchIcon />
          <span className="visually-hidden">{headerSearch.label}</span>
          <input
            type="search"
            name="q"
            placeholder={headerSearch.placeholder}
            autoComplete="off"
            data-search-field
          />
          <span className={styles.key} aria-hidden="true">
            /
          </span>
        </label>
      </form>
      <a className={styles.link} href="/search">
        <SearchIcon />
        <span className="visually-hidden">{headerSearch.link}</span>
      </a>
    </search>
  );
}
