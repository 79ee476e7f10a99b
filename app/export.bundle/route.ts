import { SHOW_SLUG } from "@/lib/addresses";
import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { sendExport } from "@/server/doors/archive/send-export";

export const dynamic = "force-dynamic";

/** Downloads the whole archive, or one show with `?show=slug`, as `npm run export` writes it. */
export async function GET(request: Request) {
  const show = new URL(request.url).searchParams.get("show") ?? undefined;
  if (show !== undefined && !SHOW_SLUG.test(show)) return problem(404, problems.noShow);
  const { repository: folder, siteUrl } = readEnvironment();
  return sendExport({ db: db(), folder, siteUrl, show, request });
}
