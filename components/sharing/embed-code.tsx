import styles from "./embed-code.module.css";

/** The HTML with which someone shows the episode in their own page; closed until it is wanted. */
export function EmbedCode({ code }: { code: string }) {
  return (
    <details className={styles.embed}>
      <summary>Show it on your own page</summary>
      <p>
        <label htmlFor="embed-code">The player with the words that follow, as HTML:</label>
      </p>
      <textarea id="embed-code" className={styles.code} rows={4} readOnly value={code} />
    </details>
  );
}
