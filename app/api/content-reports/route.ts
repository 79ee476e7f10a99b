import { db } from "@/server/db";
import { addressOf } from "@/server/people/limits/address-of";
import { takeFrom } from "@/server/people/limits/take-from";
import { noteViolation } from "@/server/text/pages/note-violation";

export const dynamic = "force-dynamic";

/** A browser says what a page's content policy forbade. Whatever it was, the answer is as short. */
export async function POST(request: Request): Promise<Response> {
  const key = `content-reports:address:${addressOf(request.headers)}`;
  const { ok } = await takeFrom(db(), { key, limit: 20, perSeconds: 3600 });
  if (ok) noteViolation(await request.text());
  return new Response(null, { status: 204 });
}
