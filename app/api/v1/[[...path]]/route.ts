import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { answer } from "@/server/doors/api/answer";
import { ENDPOINTS } from "@/server/doors/api/endpoints";

// Every method and every address below /api/v1 comes here, also those there are none of: each gets its answer.
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
