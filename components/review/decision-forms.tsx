import type { FormEvent, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { TextArea } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { decisions as texts } from "@/lib/texts/en/review";
import type { ReviewItem } from "@/server/work/contributions/read-review-item";
import styles from "./queue.module.css";

interface Props {
  readonly item: ReviewItem;
  readonly back: string;
  send(event: FormEvent<HTMLFormElement>): void;
}

/** What can be neither accepted nor edited here. */
const NOT_MERGED: ReadonlySet<ReviewItem["mergeStatus"]> = new Set(["nothing-left", "too-large"]);

/** The decisions, each a form that works without scripts, with its key on its button. */
export function DecisionForms({ item, back, send }: Props) {
  if (item.own) {
    return <p className={styles.facts}>{texts.own}</p>;
  }
  const conflict = item.mergeStatus === "conflict";
  return (
    <div className={styles.ways}>
      {conflict || NOT_MERGED.has(item.mergeStatus) ? null : (
        <DecisionForm item={item} back={back} send={send} decision="accept">
          <Button variant="primary" data-key="a" shortcut="a">
            {texts.accept}
          </Button>
        </DecisionForm>
      )}
      {NOT_MERGED.has(item.mergeStatus) || item.editable.places.length === 0 ? null : (
        <details name="decide" open={conflict || undefined}>
          <summary data-key="e" className={buttonClass()}>
            {conflict ? texts.resolve : texts.edit} <Kbd>e</Kbd>
          </summary>
          <DecisionForm item={item} back={back} send={send} decision="edit">
            <input type="hidden" name="on" value={item.editable.on} />
            {item.editable.places.map(({ text, changeAt }, index) => (
              <TextArea
                // biome-ignore lint/suspicious/noArrayIndexKey: the changes never change their order
                key={index}
                label={item.editable.places.length > 1 ? texts.place(index + 1) : texts.text}
                name="text"
                font="text"
                rows={Math.min(12, 2 + Math.ceil(text.length / 60))}
                defaultValue={text}
                data-change-at={changeAt}
              />
            ))}
            <Comment label={texts.comment} />
            <Button variant={conflict ? "primary" : "quiet"}>
              {conflict ? texts.acceptResolved : texts.acceptEdited}
            </Button>
          </DecisionForm>
        </details>
      )}
      {item.author.hasAccount ? (
        <details name="decide">
          <summary data-key="c" className={buttonClass()}>
            {texts.requestChanges} <Kbd>c</Kbd>
          </summary>
          <DecisionForm item={item} back={back} send={send} decision="request_changes">
            <Comment label={texts.whatToChange} required />
            <Button>{texts.sendBack}</Button>
          </DecisionForm>
        </details>
      ) : null}
      <details name="decide">
        <summary data-key="r" className={buttonClass()}>
          {texts.reject} <Kbd>r</Kbd>
        </summary>
        <DecisionForm item={item} back={back} send={send} decision="reject">
          <div className={styles.reasons}>
            {texts.reasons.map((reason) => (
              <Button key={reason} name="reason" value={reason}>
                {reason}
              </Button>
            ))}
          </div>
          <Comment label={texts.ownWords} />
          <Button variant="danger">{texts.rejectWithWords}</Button>
        </DecisionForm>
      </details>
      {item.author.hasAccount ? null : <p className={styles.facts}>{texts.nobodyToAsk}</p>}
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
  return <TextArea label={label} name="comment" rows={2} maxLength={10_000} required={required} />;
}
