/** The show that comes with the platform. */
export const DEMO_SHOW = "figures";

/** One of the two people one can be while trying the platform out. */
export interface DemoPerson {
  readonly handle: string;
  readonly name: string;
  /** Their role at the demonstration show; null for someone who only sends in changes. */
  readonly role: "maintainer" | null;
}

/** Someone who fills gaps. */
export const DEMO_CONTRIBUTOR: DemoPerson = {
  handle: "demo-contributor",
  name: "Casey (demo contributor)",
  role: null,
};

/** Someone who reviews what is sent in. */
export const DEMO_MAINTAINER: DemoPerson = {
  handle: "demo-maintainer",
  name: "Morgan (demo maintainer)",
  role: "maintainer",
};

/** Both, in the order in which they are offered. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [DEMO_CONTRIBUTOR, DEMO_MAINTAINER];
