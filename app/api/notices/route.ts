import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { countUnread } from "@/server/people/notices/list-notices";

/** The number of unread notices of the person who is signed in; 0 for nobody. */
export async function GET() {
  const person = await currentPerson();
  const unread = person ? await countUnread(db(), person.id) : 0;
  return Response.json(
    { name: person?.name ?? null, handle: person?.handle ?? null, unread },
    { headers: { "Cache-Control": "private, no-store" } },
  );
}
