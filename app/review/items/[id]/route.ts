import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { rowId } from "@/lib/row-id";
import { reviewPage } from "@/lib/texts/en/review";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isFromElsewhere } from "@/server/people/accounts/is-from-elsewhere";
import { hold } from "@/server/work/contributions/hold";
import { type ReviewItem, readReviewItem } from "@/server/work/contributions/read-review-item";

/** One contribution for the desk, which fetches the next ones ahead. */
export async function GET(_request: Request, { params }: RouteContext<"/review/items/[id]">) {
  const found = await find((await params).id);
  if (found instanceof Response) return found;
  return Response.json(found.item, { headers: { "Cache-Control": "no-store" } });
}

/** Holds the contribution, so that other reviewers see that somebody looks at it. */
export async function POST(request: Request, { params }: RouteContext<"/review/items/[id]">) {
  if (isFromElsewhere(request, readEnvironment().siteUrl)) return problem(403, reviewPage.elsewhere);
  const found = await find((await params).id);
  if (found instanceof Response) return found;
  await hold(db(), { id: found.item.id, personId: found.personId });
  return new Response(null, { status: 204 });
}

async function find(asked: string): Promise<{ item: ReviewItem; personId: string } | Response> {
  const person = await currentPerson();
  if (!person) return problem(401, reviewPage.signIn);
  const id = rowId.safeParse(asked);
  if (!id.success) return problem(404, reviewPage.nothing);
  const read = await readReviewItem(db(), { id: id.data, reviewerId: person.id });
  if (!read.ok)
    return read.reason === "not-allowed"
      ? problem(403, reviewPage.notAllowed)
      : problem(404, reviewPage.nothing);
  return { item: read.item, personId: person.id };
}
