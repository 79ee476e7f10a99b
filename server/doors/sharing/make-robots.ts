import type { Made } from "@/server/text/pages/kept";

/**
 * What robots may fetch (RFC 9309), as it is served: everything but what belongs to one person or changes with each
 * question. Every paragraph has its form for what is wrong with it: nothing to be found there.
 */
export function makeRobots({ siteUrl }: { readonly siteUrl: string }): Made {
  // Any two revisions make a page of history: a crawler would never come to its end.
  const closed = ["/api/", "/embed/", "/sign-in", "/search", "/*/report?p=", "/*/history", "/export.bundle"];
  const lines = [
    "User-Agent: *",
    ...["/", "/api/oembed", "/api/v1/"].map((path) => `Allow: ${path}`),
    ...closed.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${siteUrl}/sitemap.xml`,
    "",
  ];
  return {
    body: Buffer.from(lines.join("\n")),
    headers: { "cache-control": "public, max-age=0, must-revalidate", "content-type": "text/plain" },
  };
}
