import { hearSearchKey } from "../search/hear-search-key";
import { THEME_KEY } from "./theme-key";

// The bundle in the head of every page. It does what must happen before the page is drawn.

try {
  const theme = localStorage.getItem(THEME_KEY);
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Private windows may refuse storage; the system's theme is followed.
}
hearSearchKey();
