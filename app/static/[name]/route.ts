import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { serveUpload } from "@/server/text/uploads/serve-upload";

/** An uploaded file, by the hash of its content, or a part of it. */
export async function GET(request: Request, { params }: RouteContext<"/static/[name]">): Promise<Response> {
  const { name } = await params;
  return serveUpload({ db: db(), environment: readEnvironment(), name, range: request.headers.get("range") });
}
