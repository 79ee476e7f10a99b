import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { makeClaimsFeed } from "@/server/doors/feeds/make-claims-feed";
import { serveMade } from "@/server/text/pages/serve-made";

export const dynamic = "force-dynamic";

/** The newest published claims as Atom. `server/web` answers in production. */
export async function GET(request: Request): Promise<Response> {
  return serveMade(request, await makeClaimsFeed(db(), readEnvironment()));
}
