import type { FormEvent, ReactNode } from "react";
import type { ReviewItem } from "@/server/work/contributions/read-review-item";
import styles from "./queue.module.css";

/** Reasons that are ready; each is told to the contributor as it stands. */
const REASONS = [
  "That is not what is said in the audio.",
  "It is a matter of style; we keep what was said.",
  "It was corrected in another way already.",
  "This is spam.",
];

interface Props {
  readonly item: ReviewItem;
  readonly back: string;
  send(event: FormEvent<HTMLFormElement>): void;
}

/** The ways to decide, each a form that works without scripts, with its key on its button. */
export function DecisionForms({ item, back, send }: Props) {
  if (item.own) {
    return (
      <p className={styles.facts}>
        This is your own contribution. Another maintainer of the show decides it.
      </p>
    );
  }
  const conflict = item.mergeStatus === "conflict";
  return (
    <div className={styles.ways}>
      {conflict || item.mergeStatus === "nothing-left" ? null : (
        <DecisionForm item={item} back={back} send={send} decision="accept">
          <button type="submit" className={styles.primary} data-key="a">
            Accept <kbd>a</kbd>
          </button>
        </DecisionForm>
      )}
      {item.mergeStatus === "nothing-left" ? null : (
        <details name="decide" open={conflict || undefined}>
          <summary data-key="e">
            {conflict ? "Settle" : "Edit and accept"} <kbd>e</kbd>
          </summary>
          <DecisionForm item={item} back={back} send={send} decision="edit">
            <input type="hidden" name="on" value={item.editable.on} />
            {item.editable.places.map(({ text }, index) => (
              <label
                // biome-ignore lint/suspicious/noArrayIndexKey: the places stand in the order of the text
                key={index}
              >
                {item.editable.places.length > 1
                  ? `Place ${index + 1}, as Markdown`
                  : "As it shall read, as Markdown"}
                <textarea
                  name="text"
                  rows={Math.min(12, 2 + Math.ceil(text.length / 60))}
                  defaultValue={text}
                />
              </label>
            ))}
            <Comment label="A word to the contributor (may stay empty)" />
            <button type="submit" className={conflict ? styles.primary : styles.quiet}>
              {conflict ? "Accept as settled" : "Accept as edited"}
            </button>
          </DecisionForm>
        </details>
      )}
      <details name="decide">
        <summary data-key="c">
          Ask for changes <kbd>c</kbd>
        </summary>
        <DecisionForm item={item} back={back} send={send} decision="request_changes">
          <Comment label="What should be changed?" required />
          <button type="submit" className={styles.quiet}>
            Send back
          </button>
        </DecisionForm>
      </details>
      <details name="decide">
        <summary data-key="r">
          Reject <kbd>r</kbd>
        </summary>
        <DecisionForm item={item} back={back} send={send} decision="reject">
          <div className={styles.reasons}>
            {REASONS.map((reason) => (
              <button key={reason} type="submit" name="reason" value={reason} className={styles.quiet}>
                {reason}
              </button>
            ))}
          </div>
          <Comment label="Or in your own words" />
          <button type="submit" className={styles.quiet}>
            Reject with these words
          </button>
        </DecisionForm>
      </details>
    </div>
  );
}

interface FormProps extends Props {
  readonly decision: "accept" | "edit" | "request_changes" | "reject";
  readonly children: ReactNode;
}

function DecisionForm({ item, back, send, decision, children }: FormProps) {
  return (
    <form method="post" action="/review/decide" onSubmit={send}>
      <input type="hidden" name="decision" value={decision} />
      <input type="hidden" name="id" value={item.id} />
      <input type="hidden" name="version" value={item.version} />
      <input type="hidden" name="back" value={back} />
      {children}
    </form>
  );
}

function Comment({ label, required }: { label: string; required?: boolean }) {
  return (
    <label>
      {label}
      <textarea name="comment" rows={2} maxLength={10_000} required={required} />
    </label>
  );
}
