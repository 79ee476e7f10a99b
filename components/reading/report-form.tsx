import page from "@/components/ui/page.module.css";
import { LONGEST_NOTE } from "@/lib/report-note";
import { reportForm as texts } from "@/lib/texts/en/reading";
import styles from "./report-form.module.css";

interface Props {
  readonly send: (data: FormData) => Promise<void>;
  /** How the paragraph begins. */
  readonly quote: string;
  /** The outcome of a report that was just sent. */
  readonly became: "sent" | "limited" | "no-paragraph" | undefined;
  readonly fields: Readonly<Record<string, string | number>>;
  /** The address of the paragraph. */
  readonly href: string;
}

/** A form that reports an error, without scripts. */
export function ReportForm({ send, quote, became, fields, href }: Props) {
  return (
    <>
      <blockquote className={styles.quote}>{quote}</blockquote>
      {became ? (
        <p className={styles.became} role={became === "sent" ? "status" : "alert"}>
          {texts.became[became]}
        </p>
      ) : null}
      {became === "sent" ? (
        <p>
          <a className={page.button} href={href}>
            {texts.back}
          </a>
        </p>
      ) : (
        <form action={send} className={styles.form}>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <label htmlFor="note">{texts.note}</label>
          <textarea id="note" name="note" rows={4} maxLength={LONGEST_NOTE} />
          <button type="submit" className={page.button}>
            {texts.send}
          </button>
        </form>
      )}
    </>
  );
}
