import { type ReactNode, type RefObject, Suspense, useEffect, useRef } from "react";
import { findField as texts } from "@/lib/texts/en/reading";
import styles from "./reader.module.css";

interface Props {
  /** What looks for what is typed: it may come later, the field is there at once. */
  readonly children: (field: RefObject<HTMLInputElement | null>) => ReactNode;
  readonly onClose: () => void;
}

/** The field of the search within the episode; Escape closes it, and the focus is where it was. */
export function FindField({ children, onClose }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    field.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);

  return (
    <search
      className={styles.find}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <input
        ref={field}
        type="search"
        aria-label={texts.label}
        placeholder={texts.placeholder}
        autoComplete="off"
        spellCheck={false}
      />
      <Suspense>{children(field)}</Suspense>
      <button type="button" className={styles.tool} title={texts.closeKey} onClick={onClose}>
        {texts.close}
      </button>
    </search>
  );
}
