import { HeaderSearch } from "@/components/search/header-search";
import { Link } from "@/components/ui/link";
import { header } from "@/lib/texts/en/layout";
import { AccountLink } from "./account-link";
import styles from "./header.module.css";
import { ThemeToggle } from "./theme-toggle";

/** The header of every page: the site's name, the search field and the account. */
export function Header() {
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#main">
        {header.skip}
      </a>
      <Link href="/" className={styles.name}>
        {header.name}
      </Link>
      <HeaderSearch />
      <nav aria-label={header.site} className={styles.nav}>
        <ThemeToggle />
        <AccountLink />
      </nav>
    </header>
  );
}
