/** The slug of the demonstration show. */
export const DEMO_SHOW = "figures";

/** One of the two people whom a visitor can sign in as to try the platform. */
export interface DemoPerson {
  readonly handle: string;
  readonly name: string;
  /** Their role at the demonstration show; null for a contributor. */
  readonly role: "maintainer" | null;
}

/** A contributor. */
export const DEMO_CONTRIBUTOR: DemoPerson = {
  handle: "demo-contributor",
  name: "Casey (demo contributor)",
  role: null,
};

/** A maintainer. */
export const DEMO_MAINTAINER: DemoPerson = {
  handle: "demo-maintainer",
  name: "Morgan (demo maintainer)",
  role: "maintainer",
};

/** Both people, in the order in which the sign-in page offers them. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [DEMO_CONTRIBUTOR, DEMO_MAINTAINER];

/** Whether a handle is one of theirs: they sign in without a password, and never run a site. */
export const isDemoPerson = (handle: string): boolean =>
  DEMO_PEOPLE.some((person) => person.handle === handle);
