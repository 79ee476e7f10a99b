import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { makeSitemap } from "@/server/doors/sharing/make-sitemap";
import { serveMade } from "@/server/text/pages/serve-made";

export const dynamic = "force-dynamic";

/** All shows and episodes, for crawlers. `server/web` answers unless it cannot reach the database. */
export async function GET(request: Request) {
  return serveMade(request, await makeSitemap(db(), readEnvironment()));
}
