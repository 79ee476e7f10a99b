/** Where the chosen theme is kept; absent while the system's own is followed. */
export const THEME_KEY = "on-record-theme";
