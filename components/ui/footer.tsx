import styles from "./footer.module.css";

/** What the software is and under which terms; the AGPL asks that its source can be found from here. */
export function Footer() {
  return (
    <footer className={styles.footer}>
      <p>
        On Record is free software under the AGPL. Transcripts belong to their shows and carry the licence
        that stands on each show’s page.
      </p>
    </footer>
  );
}
