import page from "@/components/ui/page.module.css";
import { LONGEST_NOTE } from "@/lib/report-note";
import styles from "./report-form.module.css";

interface Props {
  readonly send: (data: FormData) => Promise<void>;
  /** How the paragraph begins. */
  readonly quote: string;
  /** What became of a report that was just sent. */
  readonly became: "sent" | "limited" | "no-paragraph" | undefined;
  readonly fields: Readonly<Record<string, string | number>>;
  /** The paragraph's own address. */
  readonly href: string;
}

const BECAME = {
  sent: "Thank you. The maintainers will look at this paragraph.",
  limited: "That was not stored: too many reports came from where you are. Please try again in an hour.",
  "no-paragraph": "That was not stored: the paragraph has changed meanwhile.",
} as const;

/** A form that works without scripts. */
export function ReportForm({ send, quote, became, fields, href }: Props) {
  return (
    <>
      <blockquote className={styles.quote}>{quote}</blockquote>
      {became ? (
        <p className={styles.became} role={became === "sent" ? "status" : "alert"}>
          {BECAME[became]}
        </p>
      ) : null}
      {became === "sent" ? (
        <p>
          <a className={page.button} href={href}>
            Back to the paragraph
          </a>
        </p>
      ) : (
        <form action={send} className={styles.form}>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <label htmlFor="note">What is wrong? If you like; saying that something is helps, too.</label>
          <textarea id="note" name="note" rows={4} maxLength={LONGEST_NOTE} />
          <button type="submit" className={page.button}>
            Tell the maintainers
          </button>
        </form>
      )}
    </>
  );
}
