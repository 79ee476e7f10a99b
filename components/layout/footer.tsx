import page from "@/components/ui/page.module.css";
import styles from "./footer.module.css";

/** What the software is and under which terms; the AGPL asks that its source can be found from here. */
export function Footer() {
  return (
    <footer className={styles.footer}>
      <nav className={page.links} aria-label="More">
        <a href="/gaps">Gaps</a>
        <a href="/claims">Claims</a>
        <a href="/surveys">Surveys</a>
        <a href="/docs/api">API</a>
      </nav>
      <p>
        On Record is free software under the AGPL. Transcripts belong to their shows and carry the licence
        that stands on each show’s page.
      </p>
    </footer>
  );
}
