import { bringShow as texts } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { mayBring } from "@/server/work/ownership/may-bring";

/** Who sends a form of /new and what they may do there, or the form's answer to somebody who may do nothing. */
export async function findBringer() {
  const person = await currentPerson();
  const bringing = person && (await mayBring(db(), person.id));
  if (person && bringing) return { ok: true, person, bringing } as const;
  const refused = {
    status: "refused",
    reason: "not-allowed",
    sentence: person ? texts.notAllowed : texts.signedOut,
  } as const;
  return { ok: false, refused } as const;
}
