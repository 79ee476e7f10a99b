import { db } from "@/server/db";
import { problem } from "@/server/problem";

export const dynamic = "force-dynamic";

/**
 * Says whether the site is ready. `revision` is the last place in the log of accepted revisions, `projected` the
 * last that the git repository holds: 0 until there is a repository.
 */
export async function GET() {
  try {
    const last = await db().logEntry.findFirst({ orderBy: { position: "desc" }, select: { position: true } });
    const revision = Number(last?.position ?? 0);
    return Response.json(
      { status: "ok", revision, projected: 0 },
      { headers: { "Cache-Control": "no-store" } },
    );
  } catch {
    return problem(503, "Not ready", "The database does not answer.");
  }
}
