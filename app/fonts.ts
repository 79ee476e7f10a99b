import localFont from "next/font/local";

/** The serif face, for transcripts and headings. */
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

/** Its italics are a family of their own: fonts of one family are preloaded together, and few pages have italics. */
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

/** The sans-serif face, for the interface. */
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
