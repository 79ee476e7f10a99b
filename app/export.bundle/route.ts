import { Readable } from "node:stream";
import { SHOW_SLUG } from "@/lib/addresses";
import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { exportPlatform } from "@/server/doors/archive/export-platform";

export const dynamic = "force-dynamic";

/** Downloads the whole archive, or one show with `?show=slug`, as `npm run export` writes it. */
export async function GET(request: Request) {
  const show = new URL(request.url).searchParams.get("show") ?? undefined;
  if (show !== undefined && !SHOW_SLUG.test(show)) return problem(404, problems.noShow);
  const { repository: folder, siteUrl } = readEnvironment();
  const exported = await exportPlatform({ db: db(), folder, siteUrl, show, signal: request.signal });
  if (!exported.ok) return problem(exported.reason === "no-repository" ? 503 : 404, exported.message);
  const { bundle, done } = exported;
  bundle.once("close", () => done().catch((error: Error) => console.error(error.message)));
  return new Response(Readable.toWeb(bundle) as ReadableStream, {
    headers: {
      "Content-Type": "application/x-git-bundle",
      "Content-Disposition": `attachment; filename="${show ?? "on-record"}.bundle"`,
      "Cache-Control": "no-store",
    },
  });
}
