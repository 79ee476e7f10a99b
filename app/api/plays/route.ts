import { z } from "zod";
import { db } from "@/server/db";
import { addressOf } from "@/server/people/limits/address-of";
import { takeFrom } from "@/server/people/limits/take-from";
import { countPlay } from "@/server/text/episodes/count-play";

export const dynamic = "force-dynamic";

const address = z
  .string()
  .max(300)
  .regex(/^\/[\w-]+\/[\w-]+$/);

/**
 * The player reports that somebody listens to an episode; the body is its address. The answer is the same for every
 * body.
 */
export async function POST(request: Request): Promise<Response> {
  const parsed = address.safeParse(
    Number(request.headers.get("content-length")) > 300 ? "" : await request.text(),
  );
  if (!parsed.success) return new Response(null, { status: 400 });
  const [, show = "", slug = ""] = parsed.data.split("/");
  const key = `plays:address:${addressOf(request.headers)}`;
  const { ok } = await takeFrom(db(), { key, limit: 60, perSeconds: 3600 });
  if (ok) await countPlay(db(), { show, slug });
  return new Response(null, { status: 204 });
}
