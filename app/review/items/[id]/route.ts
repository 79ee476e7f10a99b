import { z } from "zod";
import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isFromElsewhere } from "@/server/people/accounts/is-from-elsewhere";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { hold } from "@/server/work/contributions/hold";
import { type ReviewItem, readReviewItem } from "@/server/work/contributions/read-review-item";

/** One contribution for the desk, fetched before it is looked at. */
export async function GET(_request: Request, { params }: RouteContext<"/review/items/[id]">) {
  const found = await find((await params).id);
  if (found instanceof Response) return found;
  return Response.json(found.item, { headers: { "Cache-Control": "no-store" } });
}

/** Says that the reviewer looks at it. */
export async function POST(request: Request, { params }: RouteContext<"/review/items/[id]">) {
  if (isFromElsewhere(request, readEnvironment().siteUrl))
    return problem(403, "Forms of other sites are not taken");
  const found = await find((await params).id);
  if (found instanceof Response) return found;
  await hold(db(), { id: found.item.id, personId: found.personId });
  return new Response(null, { status: 204 });
}

async function find(asked: string): Promise<{ item: ReviewItem; personId: string } | Response> {
  const person = await currentPerson();
  if (!person) return problem(401, "Sign in to review");
  const id = rowId.safeParse(asked);
  const item = id.success ? await readReviewItem(db(), { id: id.data, reviewerId: person.id }) : null;
  if (!item) return problem(404, "Nothing to decide here");
  if (!mayReview(await standingAt(db(), { personId: person.id, showId: item.showId })))
    return problem(403, "It takes a maintainer of the show to decide this");
  return { item, personId: person.id };
}
