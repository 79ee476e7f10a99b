import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { listAddresses } from "@/server/doors/sharing/list-addresses";

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection();
  const { siteUrl } = readEnvironment();
  const addresses = await listAddresses(db());
  return addresses.map(({ path, changedAt }) => ({
    url: `${siteUrl}${path}`,
    ...(changedAt ? { lastModified: changedAt } : {}),
  }));
}
