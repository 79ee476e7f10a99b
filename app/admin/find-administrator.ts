import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import type { SignedIn } from "@/server/people/accounts/signed-in";
import { isAdministrator } from "@/server/people/accounts/standing-at";

/** Who asks, if they run the site; null for everybody else. */
export async function findAdministrator(): Promise<SignedIn | null> {
  const person = await currentPerson();
  return person && (await isAdministrator(db(), person.id)) ? person : null;
}
