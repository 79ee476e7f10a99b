import { SHOW_SLUG } from "@/lib/addresses";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { mayOwn, mayReview, standingAt } from "@/server/people/accounts/standing-at";

/** A show, and the person's rights there; null where they may not see its settings, or there is no such show. */
export async function findStanding(slug: string) {
  if (!SHOW_SLUG.test(slug)) return null;
  const [show, person] = await Promise.all([db().show.findUnique({ where: { slug } }), currentPerson()]);
  if (!show || !person) return null;
  const standing = await standingAt(db(), { personId: person.id, showId: show.id });
  if (!mayReview(standing)) return null;
  return { show, person: { id: person.id, name: person.name }, owns: mayOwn(standing) };
}
