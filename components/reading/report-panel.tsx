import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { Buttons } from "@/components/ui/form";
import { LONGEST_NOTE } from "@/lib/report-note";
import { reportPanel as texts } from "@/lib/texts/en/reading-tools";
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

type Outcome = ReportResult | { readonly ok: false; readonly reason: "unreachable" };

/**
 * Sends the report as soon as it opens, so that one tap is enough. Afterwards the reader can say what is wrong, or
 * undo it.
 */
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

  if (!outcome) return <p role="status">{texts.sending}</p>;
  if (!outcome.ok) return <p role="alert">{texts.failed[outcome.reason]}</p>;
  if (said) return <p role="status">{said}</p>;

  const then = async (done: Promise<{ ok: boolean }>, message: string) => {
    const { ok } = await done.catch(() => ({ ok: false }));
    setSaid(ok ? message : texts.notSent);
  };
  const { id } = outcome;
  return (
    <form
      className={styles.report}
      action={(form) => {
        const note = String(form.get("note")).trim();
        return note ? then(report.addNote({ id, note }), texts.noteSent) : onDone();
      }}
    >
      <p role="status">{texts.sent}</p>
      <TextArea label={texts.note} name="note" rows={2} maxLength={LONGEST_NOTE} />
      <Buttons>
        <Button>{texts.done}</Button>
        <Button type="button" variant="plain" onClick={() => then(report.withdraw({ id }), texts.withdrawn)}>
          {texts.undo}
        </Button>
      </Buttons>
    </form>
  );
}

const UNREACHABLE = { ok: false, reason: "unreachable" } as const;
