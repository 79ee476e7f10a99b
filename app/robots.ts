import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { readEnvironment } from "@/lib/read-environment";

/** Everything may be read by machines but what belongs to one person or changes with each question. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  await connection();
  return {
    rules: {
      userAgent: "*",
      allow: ["/", "/api/oembed"],
      // Every paragraph has its form for what is wrong with it: nothing to be found there.
      disallow: ["/api/", "/embed/", "/sign-in", "/search", "/*/report?p="],
    },
    sitemap: `${readEnvironment().siteUrl}/sitemap.xml`,
  };
}
