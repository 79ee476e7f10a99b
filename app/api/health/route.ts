import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { findProjected } from "@/server/doors/repository/catch-up";
import { NO_GIT } from "@/server/doors/repository/open-repository";
import { gitVersion } from "@/server/doors/repository/run-git";

export const dynamic = "force-dynamic";

/**
 * Says whether the site is ready. `revision` is the last place in the log of accepted revisions, `projected` the
 * last that this machine's git repository holds. Without git all but the repository works: that is a problem to be
 * named, not one that takes the site away.
 */
export async function GET() {
  try {
    const [last, projected, git] = await Promise.all([
      db().logEntry.findFirst({ orderBy: { position: "desc" }, select: { position: true } }),
      findProjected(db(), readEnvironment().repository),
      gitVersion(),
    ]);
    return Response.json(
      {
        status: "ok",
        revision: Number(last?.position ?? 0),
        projected: Number(projected),
        ...(git === null ? { problems: [NO_GIT] } : {}),
      },
      { headers: { "Cache-Control": "no-store" } },
    );
  } catch {
    return problem(503, "Not ready", "The database does not answer.");
  }
}
