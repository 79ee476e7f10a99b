import Link from "next/link";
import { HeaderSearch } from "@/components/search/header-search";
import { AccountLink } from "./account-link";
import styles from "./header.module.css";
import { ThemeToggle } from "./theme-toggle";

/** The line at the top of every page: the name, the search, and who one is. */
export function Header() {
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#main">
        Skip to the text
      </a>
      <Link href="/" className={styles.name} prefetch={false}>
        On Record
      </Link>
      <HeaderSearch />
      <nav aria-label="Site" className={styles.nav}>
        <ThemeToggle />
        <AccountLink />
      </nav>
    </header>
  );
}
