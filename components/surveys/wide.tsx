import styles from "./surveys.module.css";

/** A frame that scrolls sideways, for a table wider than the page. Keys can scroll it too. */
export function Wide({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section className={styles.scroll} aria-label={name} tabIndex={0}>
      {children}
    </section>
  );
}
