/** The storage key of the chosen theme; nothing is stored while the page follows the system's. */
export const THEME_KEY = "on-record-theme";
