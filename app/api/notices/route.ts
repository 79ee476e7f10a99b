import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { readAccount } from "@/server/people/notices/read-account";

const NOBODY = { unread: 0, shows: [], admin: false };

/** What the header and a show's page say to the person who is signed in: unread notices, the shows that they run. */
export async function GET() {
  const person = await currentPerson();
  const account = person ? await readAccount(db(), person.id) : NOBODY;
  return Response.json(
    { name: person?.name ?? null, handle: person?.handle ?? null, ...account },
    { headers: { "Cache-Control": "private, no-store" } },
  );
}
