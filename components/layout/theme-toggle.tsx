"use client";

import { store } from "@/lib/browser-storage";
import { header } from "@/lib/texts/en/layout";
import styles from "./header.module.css";
import { THEME_KEY } from "./theme-key";

/** Changes between the light and the dark theme, and remembers the choice on this device. */
export function ThemeToggle() {
  return (
    <button type="button" className={styles.theme} onClick={toggle} title={header.theme}>
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" fill="currentColor" />
      </svg>
      <span className="visually-hidden">{header.changeTheme}</span>
    </button>
  );
}

function toggle() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = dark ? "light" : "dark";
  root.dataset.theme = theme;
  // Where storage is refused, the theme lasts until the page is left.
  store(THEME_KEY, theme);
}
