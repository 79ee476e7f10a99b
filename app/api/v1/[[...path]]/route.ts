import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { answer } from "@/server/doors/api/answer";
import { ENDPOINTS } from "@/server/doors/api/endpoints";

// Every method and every path below /api/v1 comes here, even those that do not exist: each gets an answer in JSON.
function serve(request: Request): Promise<Response> {
  const { siteUrl, secret = "" } = readEnvironment();
  return answer(request, { db: db(), endpoints: ENDPOINTS, siteUrl, secret });
}

export {
  serve as DELETE,
  serve as GET,
  serve as HEAD,
  serve as OPTIONS,
  serve as PATCH,
  serve as POST,
  serve as PUT,
};
