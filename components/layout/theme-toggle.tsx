"use client";

import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { store } from "@/lib/browser-storage";
import { header } from "@/lib/texts/en/layout";
import styles from "./header.module.css";
import { THEME_KEY } from "./theme-key";

/** Changes between the light and the dark theme. A choice that differs from the system's is kept on this device. */
export function ThemeToggle() {
  return (
    <span className={styles.theme}>
      <Button type="button" variant="plain" onClick={toggle} title={header.theme}>
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" fill="currentColor" />
        </svg>
        <VisuallyHidden>{header.changeTheme}</VisuallyHidden>
      </Button>
    </span>
  );
}

function toggle() {
  const { dataset } = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const theme = (dataset.theme ?? system) === "dark" ? "light" : "dark";
  // Back at the system's theme, follow the system again. Without storage, a choice lasts until the page is left.
  if (theme === system) delete dataset.theme;
  else dataset.theme = theme;
  store(THEME_KEY, theme === system ? null : theme);
}
