import { type ReactNode, type RefObject, Suspense, useEffect, useRef } from "react";
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
        aria-label="Search in this episode"
        placeholder="In this episode"
        autoComplete="off"
        spellCheck={false}
      />
      <Suspense>{children(field)}</Suspense>
      <button type="button" className={styles.tool} title="Close (Escape)" onClick={onClose}>
        Close
      </button>
    </search>
  );
}
