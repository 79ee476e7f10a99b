/** Where the chosen theme is kept; absent while the system's own is followed. */
export const THEME_KEY = "on-record-theme";

/** Sets a chosen theme before the page is drawn; small, because it stands in every page. */
export const themeScript = `try{var t=localStorage.getItem("${THEME_KEY}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}`;
