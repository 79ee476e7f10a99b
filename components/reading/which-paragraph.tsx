import Link from "next/link";
import page from "@/components/ui/page.module.css";
import { whichParagraph as texts } from "@/lib/texts/en/reading";
import styles from "./report-form.module.css";

/** Asks which paragraph has the error, for a report without scripts that names none. */
export function WhichParagraph({ back }: { back: string }) {
  return (
    <article className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={back}>{texts.back}</Link>
      </p>
      <h1 className={page.title}>{texts.title}</h1>
      <form className={styles.form}>
        <label htmlFor="p">{texts.label}</label>
        <input id="p" name="p" type="number" min={1} required />
        <button type="submit" className={page.button}>
          {texts.next}
        </button>
      </form>
    </article>
  );
}
