import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { GAP, GAP_SECONDS, PARAGRAPH_ID, PARAGRAPHS, SUGGESTED } from "@/lib/page-contract";
import styles from "./forms.module.css";
import type { GapActions, GapQuestion } from "./gap-actions";
import { GapForm } from "./gap-form";
import { usePlaceUnder } from "./use-place-under";

interface Props {
  /** The gap as it stands on the page. */
  readonly element: HTMLElement;
  readonly documentId: number;
  readonly base: number;
  /** The episode's address. */
  readonly href: string;
  readonly hasAudio: boolean;
  readonly actions: GapActions;
  readonly onClose: () => void;
}

/** A gap's form under its paragraph. It can be typed in at once; who else has heard something comes when it is known. */
export function GapInPlace({ element, documentId, base, href, hasAudio, actions, onClose }: Props) {
  const [question, setQuestion] = useState<GapQuestion>();
  const paragraph = element.closest<HTMLElement>(PARAGRAPHS);
  const segmentId = Number(PARAGRAPH_ID.exec(paragraph?.id ?? "")?.[1]);
  const gap = Number(element.getAttribute(GAP));
  const stated = element.hasAttribute(GAP_SECONDS) ? Number(element.getAttribute(GAP_SECONDS)) : undefined;

  const holder = usePlaceUnder(paragraph, question);
  useEffect(() => {
    // What cannot be reached now is said when it is sent.
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
        actions={actions}
        back={`${href}?gap=${segmentId}.${gap}`}
        onSent={() => {
          element.setAttribute(SUGGESTED, "");
        }}
        onEscape={close}
      >
        <button type="button" className={styles.tool} onClick={close}>
          Close <kbd>Esc</kbd>
        </button>
      </GapForm>
    </div>,
    holder,
  );
}
