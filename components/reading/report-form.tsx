import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { TextArea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { LONGEST_NOTE } from "@/lib/report-note";
import { reportForm as texts } from "@/lib/texts/en/reports";
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
        <Notice kind={became === "sent" ? "success" : "error"}>
          <p>{texts.became[became]}</p>
        </Notice>
      ) : null}
      {became === "sent" ? (
        <p className={styles.back}>
          <ButtonLink href={href}>{texts.back}</ButtonLink>
        </p>
      ) : (
        <Form action={send}>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <TextArea label={texts.note} name="note" rows={4} maxLength={LONGEST_NOTE} />
          <Button variant="primary">{texts.send}</Button>
        </Form>
      )}
    </>
  );
}
