import type { Reader } from "@/server/db";
import type { Made } from "@/server/text/pages/kept";
import { listAddresses } from "./list-addresses";

/** The addresses of the site for machines, by https://www.sitemaps.org/protocol.html, as they are served. */
export async function makeSitemap(db: Reader, { siteUrl }: { readonly siteUrl: string }): Promise<Made> {
  const addresses = await listAddresses(db);
  // Slugs have no sign that XML would take for its own.
  const entries = addresses.map(({ path, changedAt }) => {
    const changed = changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>\n` : "";
    return `<url>\n<loc>${siteUrl}${path}</loc>\n${changed}</url>\n`;
  });
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join("")}</urlset>\n`;
  return {
    body: Buffer.from(body),
    headers: { "cache-control": "public, max-age=0, must-revalidate", "content-type": "application/xml" },
  };
}
