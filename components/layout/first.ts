import { hearSearchKey } from "../search/hear-search-key";
import { THEME_KEY } from "./theme-key";

// Stands in the head of every page, before anything is drawn, as a bundle of its own: what may not wait for React.

try {
  const theme = localStorage.getItem(THEME_KEY);
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Private windows may refuse storage; the system's theme is followed.
}
hearSearchKey();
