import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { readEnvironment } from "@/lib/read-environment";

/** Crawlers may read everything except personal pages and pages that differ with each query. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  await connection();
  return {
    rules: {
      userAgent: "*",
      allow: ["/", "/api/oembed"],
      // Each paragraph has a form for reporting errors, with nothing to find there.
      disallow: ["/api/", "/embed/", "/sign-in", "/search", "/*/report?p="],
    },
    sitemap: `${readEnvironment().siteUrl}/sitemap.xml`,
  };
}
