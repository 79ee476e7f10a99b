import { type ReactNode, type RefObject, Suspense, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { findField as texts } from "@/lib/texts/en/reading";
import styles from "./reader.module.css";

interface Props {
  /** Searches for what is typed. It may load later than the field. */
  readonly children: (field: RefObject<HTMLInputElement | null>) => ReactNode;
  readonly onClose: () => void;
}

/** The search field within the episode. Escape closes it and returns the focus to where it was. */
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
      <Field
        ref={field}
        type="search"
        label={texts.label}
        hideLabel
        placeholder={texts.placeholder}
        autoComplete="off"
        spellCheck={false}
      />
      <Suspense>{children(field)}</Suspense>
      <Button type="button" variant="plain" title={texts.closeKey} onClick={onClose}>
        {texts.close}
      </Button>
    </search>
  );
}
