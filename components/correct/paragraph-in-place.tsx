import { useCallback, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { Notice } from "@/components/ui/notice";
import { findText, PARAGRAPH_LINK, PARAGRAPHS, TAKEN_IN } from "@/lib/page-contract";
import { paragraphForm as texts } from "@/lib/texts/en/correct";
import styles from "./forms.module.css";
import type { ParagraphActions, ParagraphQuestion } from "./paragraph-actions";
import { ParagraphForm } from "./paragraph-form";
import { usePlaceUnder } from "./use-place-under";

interface Props {
  readonly paragraph: HTMLElement;
  readonly documentId: number;
  readonly base: number;
  /** The episode's address. */
  readonly href: string;
  readonly hasAudio: boolean;
  readonly actions: ParagraphActions;
  readonly onClose: () => void;
}

type Found = ParagraphQuestion | "none" | "unreachable";

/** A paragraph's form, below the paragraph. */
export function ParagraphInPlace({ paragraph, documentId, base, href, hasAudio, actions, onClose }: Props) {
  const [found, setFound] = useState<Found>();
  const segmentId = Number(paragraph.id.slice(1));
  const holder = usePlaceUnder(paragraph, found);
  useEffect(() => {
    actions.open({ documentId, base, segmentId }).then(
      (question) => setFound(question ?? "none"),
      () => setFound("unreachable"),
    );
  }, [actions, documentId, base, segmentId]);

  // The next paragraph shows that its words stand in the form now.
  const onJoined = useCallback(
    (joined: boolean) => {
      const all = [...(findText()?.querySelectorAll(PARAGRAPHS) ?? [])];
      all[all.indexOf(paragraph) + 1]?.toggleAttribute(TAKEN_IN, joined);
    },
    [paragraph],
  );

  if (!holder) return null;
  const close = () => {
    onClose();
    paragraph.querySelector<HTMLElement>(`[${PARAGRAPH_LINK}]`)?.focus({ preventScroll: true });
  };
  return createPortal(
    <div className={styles.place}>
      {found === undefined ? <p role="status">{texts.opening}</p> : null}
      {found === "none" ? <Notice kind="error">{texts.changed}</Notice> : null}
      {found === "unreachable" ? <Notice kind="error">{texts.unreachable}</Notice> : null}
      {typeof found === "object" ? (
        <ParagraphForm
          question={found}
          actions={actions}
          back={`${href}?correct=${segmentId}`}
          hasAudio={hasAudio}
          onClose={close}
          onJoined={onJoined}
        />
      ) : null}
    </div>,
    holder,
  );
}
