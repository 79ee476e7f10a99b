import page from "@/components/ui/page.module.css";
import { footer } from "@/lib/texts/en/layout";
import styles from "./footer.module.css";

/** The footer of every page: links, and the licence of the software. */
export function Footer() {
  return (
    <footer className={styles.footer}>
      <nav className={page.links} aria-label={footer.more}>
        <a href="/gaps">{footer.gaps}</a>
        <a href="/claims">{footer.claims}</a>
        <a href="/surveys">{footer.surveys}</a>
        <a href="/docs/api">{footer.api}</a>
      </nav>
      <p>{footer.about}</p>
    </footer>
  );
}
