import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { Button } from "@/components/ui/button";
import { findText, GAP, GAP_SECONDS, GAPS, PARAGRAPH_ID, PARAGRAPHS, SUGGESTED } from "@/lib/page-contract";
import { sendButton } from "@/lib/texts/en/correct";
import styles from "./forms.module.css";
import type { GapActions, GapQuestion } from "./gap-actions";
import { GapForm } from "./gap-form";
import { usePlaceUnder } from "./use-place-under";

interface Props {
  /** The gap's element on the page. */
  readonly element: HTMLElement;
  readonly documentId: number;
  readonly base: number;
  /** The episode's address. */
  readonly href: string;
  readonly hasAudio: boolean;
  readonly actions: GapActions;
  readonly onClose: () => void;
}

/** A gap's form below its paragraph. It is usable at once; suggestions of others load later. */
export function GapInPlace({ element, documentId, base, href, hasAudio, actions, onClose }: Props) {
  const [question, setQuestion] = useState<GapQuestion>();
  const paragraph = element.closest<HTMLElement>(PARAGRAPHS);
  const segmentId = Number(PARAGRAPH_ID.exec(paragraph?.id ?? "")?.[1]);
  const gap = Number(element.getAttribute(GAP));
  const stated = element.hasAttribute(GAP_SECONDS) ? Number(element.getAttribute(GAP_SECONDS)) : undefined;

  const holder = usePlaceUnder(paragraph, question);
  useEffect(() => {
    // If the server cannot be reached, sending will say so.
    actions.open({ documentId, base, segmentId, gap }).then(
      (found) => setQuestion(found ?? undefined),
      () => {},
    );
  }, [actions, documentId, base, segmentId, gap]);

  if (!holder) return null;
  const at = stated ?? question?.gap.seconds;
  const close = () => {
    onClose();
    element.focus({ preventScroll: true });
  };
  return createPortal(
    <div className={styles.place}>
      <GapForm
        place={{ documentId, base, segmentId, gap }}
        question={question}
        at={hasAudio ? at : undefined}
        hasAudio={hasAudio}
        actions={actions}
        back={`${href}?gap=${segmentId}.${gap}`}
        onSent={() => {
          element.setAttribute(SUGGESTED, "");
          nextGap(element)?.focus({ preventScroll: true });
        }}
        onEscape={close}
      >
        <Button type="button" size="small" shortcut="Esc" onClick={close}>
          {sendButton.close}
        </Button>
      </GapForm>
    </div>,
    holder,
  );
}

/** The next gap of the text that this reader has sent nothing for, from its end on from its beginning. */
function nextGap(element: HTMLElement): HTMLElement | undefined {
  const all = [...(findText()?.querySelectorAll<HTMLElement>(GAPS) ?? [])];
  const at = all.indexOf(element);
  return [...all.slice(at + 1), ...all.slice(0, at)].find((each) => !each.hasAttribute(SUGGESTED));
}
