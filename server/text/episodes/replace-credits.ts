import type { Transaction } from "@/server/db";

/** Somebody who is credited, by a feed or by a file: podcast:person, with the specification's defaults filled in. */
export interface CreditedPerson {
  readonly name: string;
  readonly role: string;
  readonly group: string;
  readonly imageUrl: string | null;
  readonly href: string | null;
}

interface StoredCredit extends Omit<CreditedPerson, "name"> {
  readonly person: { readonly name: string };
}

/** A stored credit in this shape. */
export const personOf = ({ person, role, group, imageUrl, href }: StoredCredit): CreditedPerson => ({
  name: person.name,
  role,
  group,
  imageUrl,
  href,
});

/** Replaces the credits of episodes, or of a show as a whole. */
export async function replaceCredits(
  tx: Transaction,
  lists: readonly { showId?: number; episodeId?: number; people: readonly CreditedPerson[] }[],
) {
  if (lists.length === 0) return;
  await tx.credit.deleteMany({
    where: {
      OR: [
        { episodeId: { in: lists.flatMap(({ episodeId }) => episodeId ?? []) } },
        { showId: { in: lists.flatMap(({ showId }) => showId ?? []) } },
      ],
    },
  });
  // Sorted, so that two transactions that insert the same people cannot deadlock.
  const names = [...new Set(lists.flatMap(({ people }) => people.map(({ name }) => name)))].sort();
  await tx.person.createMany({ data: names.map((name) => ({ name })), skipDuplicates: true });
  const people = await tx.person.findMany({ where: { name: { in: names } } });
  const ids = new Map(people.map(({ id, name }) => [name, id] as const));
  await tx.credit.createMany({
    data: lists.flatMap(({ showId, episodeId, people }) =>
      people.map(({ name, ...credit }, position) => ({
        ...{ showId: showId ?? null, episodeId: episodeId ?? null, personId: ids.get(name)!, position },
        ...credit,
      })),
    ),
  });
}
