import localFont from "next/font/local";

/** The book's face: transcripts and headings. */
export const serif = localFont({
  variable: "--font-serif",
  display: "swap",
  src: [
    {
      path: "../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
      weight: "200 900",
      style: "normal",
    },
  ],
  fallback: ["Georgia", "serif"],
});

/** Its italics: a face of their own, since only what is preloaded together has one name, and few pages need them. */
export const serifItalic = localFont({
  variable: "--font-serif-italic",
  display: "swap",
  preload: false,
  src: [
    {
      path: "../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2",
      weight: "200 900",
      style: "italic",
    },
  ],
  fallback: ["Georgia", "serif"],
});

/** The interface's face. */
export const sans = localFont({
  variable: "--font-sans",
  display: "swap",
  src: [
    {
      path: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
      weight: "100 900",
      style: "normal",
    },
  ],
  fallback: ["system-ui", "sans-serif"],
});
