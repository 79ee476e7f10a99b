import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { serve } from "@/server/doors/repository/serve";

export const dynamic = "force-dynamic";

async function answer(request: Request, { params }: RouteContext<"/transcripts.git/[[...path]]">) {
  const { path = [] } = await params;
  const { repository: folder, siteUrl } = readEnvironment();
  return serve({ db: db(), folder, request, path: path.join("/"), siteUrl });
}

export { answer as GET, answer as POST };
