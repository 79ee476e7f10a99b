"use client";

import { useEffect } from "react";

/** Ctrl Enter, or Command Enter, sends the form of the field that has the focus, on every page. */
export function SendByKey() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      if (event.defaultPrevented || event.isComposing) return;
      const { target } = event;
      if (!(target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) || !target.form)
        return;
      event.preventDefault();
      // A key that is held down sends once.
      if (event.repeat) return;
      // A button with a name says more than that the form is sent: a ready reason, for one.
      const within = target.closest("details") ?? target.form;
      const plain = [...within.querySelectorAll<HTMLButtonElement>("button[type='submit']")];
      const button = plain.find(({ name, disabled }) => name === "" && !disabled) ?? plain[0];
      target.form.requestSubmit(button?.form === target.form ? button : null);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return null;
}
