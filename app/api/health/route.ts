import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { findProjected } from "@/server/doors/repository/catch-up";
import { NO_GIT } from "@/server/doors/repository/open-repository";
import { gitVersion } from "@/server/doors/repository/run-git";

export const dynamic = "force-dynamic";

/**
 * Says whether the site is ready. `revision` is the last place in the log of accepted revisions, `projected` the last
 * one in this machine's git repository. Without git everything but the repository works, so that is reported as a
 * problem and the site stays ready.
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
    return problem(503, problems.notReady, problems.noDatabase);
  }
}
