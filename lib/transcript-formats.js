/**
 * The formats a transcript is served in, each at the episode's address with its ending. The one table of them: the
 * rewrites of next.config.js, the feed, the episode's page and the exporter read it. Plain JavaScript, because
 * Next's configuration cannot import TypeScript.
 *
 * - `name`: what people call it
 * - `type`: its media type, with the charset
 * - `captions`: whether players show it in time with the audio
 * - `feedOrder`: its place in the feed; null where no podcast app reads it. WebVTT comes first, as the Podcast Namespace
 *   recommends: most players take the first format they know.
 */
export const TRANSCRIPT_FORMATS = /** @type {const} */ ({
  md: { name: "Markdown", type: "text/markdown; charset=utf-8", captions: false, feedOrder: 6 },
  txt: { name: "Plain text", type: "text/plain; charset=utf-8", captions: false, feedOrder: 5 },
  vtt: { name: "WebVTT", type: "text/vtt; charset=utf-8", captions: true, feedOrder: 1 },
  srt: { name: "SubRip", type: "application/x-subrip; charset=utf-8", captions: true, feedOrder: 2 },
  json: { name: "JSON", type: "application/json; charset=utf-8", captions: false, feedOrder: 3 },
  html: { name: "HTML", type: "text/html; charset=utf-8", captions: false, feedOrder: 4 },
  ttml: { name: "TTML", type: "application/ttml+xml; charset=utf-8", captions: true, feedOrder: null },
  docx: {
    name: "Word",
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    captions: false,
    feedOrder: null,
  },
  pdf: { name: "PDF", type: "application/pdf", captions: false, feedOrder: null },
});
