import { useEffect, useRef, useState } from "react";
import { LONGEST_NOTE } from "@/lib/report-note";
import type { ReportResult } from "@/server/work/reports/report-result";
import type { ReadEpisode } from "./read-episode";
import styles from "./reader.module.css";
import type { ReportActions } from "./report-actions";

interface Props {
  readonly paragraph: HTMLElement;
  readonly episode: ReadEpisode;
  readonly report: ReportActions;
  readonly onDone: () => void;
}

const FAILED = {
  limited: "You have reported a lot in a short time. Please try again in an hour.",
  "no-paragraph": "This paragraph has changed meanwhile. Load the page anew to see how it reads now.",
  unreachable: "It could not be sent. Are you online? Nothing was stored.",
} as const;

type Outcome = ReportResult | { readonly ok: false; readonly reason: "unreachable" };

/** Sends the report as soon as it is there: one tap is enough. What is wrong may be said afterwards, or all taken back. */
export function ReportPanel({ paragraph, episode, report, onDone }: Props) {
  const [outcome, setOutcome] = useState<Outcome>();
  const [said, setSaid] = useState<string>();
  const sent = useRef(false);
  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    const segmentId = Number(paragraph.id.slice(1));
    report.send({ ...episode.slugs, segmentId }).then(setOutcome, () => setOutcome(UNREACHABLE));
  }, [paragraph, episode, report]);

  if (!outcome) return <p role="status">Sending …</p>;
  if (!outcome.ok) return <p role="alert">{FAILED[outcome.reason]}</p>;
  if (said) return <p role="status">{said}</p>;

  const then = async (done: Promise<{ ok: boolean }>, message: string) => {
    const { ok } = await done.catch(() => ({ ok: false }));
    setSaid(ok ? message : "That could not be sent. The report itself is stored.");
  };
  const { id } = outcome;
  return (
    <form
      className={styles.report}
      action={(form) => {
        const note = String(form.get("note")).trim();
        return note ? then(report.addNote({ id, note }), "Thank you. It is with the report.") : onDone();
      }}
    >
      <p role="status">Thank you. The maintainers will look at this paragraph.</p>
      <label>
        What is wrong? <span className={styles.optional}>If you like</span>
        <textarea name="note" rows={2} maxLength={LONGEST_NOTE} />
      </label>
      <div className={styles.choices}>
        <button type="submit" className={styles.primary}>
          Done
        </button>
        <button
          type="button"
          className={styles.tool}
          onClick={() => then(report.withdraw({ id }), "Taken back.")}
        >
          Undo
        </button>
      </div>
    </form>
  );
}

const UNREACHABLE = { ok: false, reason: "unreachable" } as const;
