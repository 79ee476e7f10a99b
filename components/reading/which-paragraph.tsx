import Link from "next/link";
import page from "@/components/ui/page.module.css";
import styles from "./report-form.module.css";

/** Asks which paragraph something is wrong with, where no script runs and the episode leads here without one. */
export function WhichParagraph({ back }: { back: string }) {
  return (
    <article className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={back}>Back to the episode</Link>
      </p>
      <h1 className={page.title}>Something is wrong here</h1>
      <form className={styles.form}>
        <label htmlFor="p">
          Which paragraph? The sign ¶ behind it leads to an address that ends in its number: #p12.
        </label>
        <input id="p" name="p" type="number" min={1} required />
        <button type="submit" className={page.button}>
          Go on
        </button>
      </form>
    </article>
  );
}
