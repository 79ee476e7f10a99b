import { ALWAYS, NEVER_FRAMED } from "./lib/http/answer-headers.mjs";
import { TRANSCRIPT_FORMATS } from "./lib/transcript-formats.js";

const FORMATS = Object.keys(TRANSCRIPT_FORMATS).join("|");
const headersOf = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }));

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // `npm run check` reads the types of everything; a build for those who only want to run it need not do so again.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  // No page uses it: without this, anybody could let it fetch and scale pictures.
  images: { unoptimized: true },
  experimental: {
    // A whole transcript is sent by a form: the longest text that is taken has 3.5 million characters. What says
    // that it is larger is answered before Next reads it: server/web/bound-body.ts.
    serverActions: { bodySizeLimit: "8mb" },
  },
  // PostgreSQL's driver loads parts of itself when it runs, which a bundle cannot follow.
  serverExternalPackages: ["pg", "@prisma/adapter-pg", "nodemailer"],
  // The formats of a transcript share the episode's address: /practicalai/147.vtt.
  async rewrites() {
    return {
      beforeFiles: [
        { source: `/:show/:slug.:format(${FORMATS})`, destination: "/:show/:slug/as/:format" },
        { source: "/surveys/:slug.csv", destination: "/surveys/:slug/csv" },
        // Browsers ask for it where what they show is no page that could name another, as for a text.
        { source: "/favicon.ico", destination: "/icon.svg" },
      ],
    };
  },
  async headers() {
    return [
      { source: "/:path*", headers: headersOf(ALWAYS) },
      { source: "/((?!embed/).*)", headers: headersOf(NEVER_FRAMED) },
      {
        source: "/embed/:path*",
        headers: [{ key: "Content-Security-Policy", value: "frame-ancestors *" }],
      },
    ];
  },
};
