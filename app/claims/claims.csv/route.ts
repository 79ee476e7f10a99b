import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { serveMade } from "@/server/text/pages/serve-made";
import { makeClaimsCsv } from "@/server/work/claims/make-claims-csv";

export const dynamic = "force-dynamic";

/** All published claims as CSV. `server/web` answers in production. */
export async function GET(request: Request): Promise<Response> {
  return serveMade(request, await makeClaimsCsv(db(), readEnvironment()));
}
