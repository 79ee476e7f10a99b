import { headers } from "next/headers";
import { readEnvironment } from "@/lib/read-environment";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isReservedName } from "@/server/people/accounts/is-reserved-name";
import { addressOf } from "@/server/people/limits/address-of";
import { hashAddress } from "@/server/people/limits/hash-address";
import type { Contributor } from "./contributor";
import { oneLine } from "./describe-change";

/** Whom a contribution is credited to that came without an account and without a name. */
export const NOBODY_NAMED = "A listener";

const LONGEST_NAME = 80;

/** A name that somebody without an account gave. The platform's own names are nobody's: history would be credited to it. */
export function nameOf(given: string): string {
  const name = [...oneLine(given)].slice(0, LONGEST_NAME).join("").trim();
  return name === "" || isReservedName(name) ? NOBODY_NAMED : name;
}

/**
 * Who makes the current request: the person who is signed in, or somebody of whom a name, where they gave one, and a
 * hashed address are known.
 */
export async function currentContributor(name = ""): Promise<Contributor> {
  const addressHash = hashAddress(addressOf(await headers()), readEnvironment().secret ?? "");
  const person = await currentPerson();
  if (person) return { id: person.id, name: person.name, addressHash };
  return { id: null, name: nameOf(name), addressHash };
}
