import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { block, unblock } from "../../../server/people/accounts/block";
import { grantRole } from "../../../server/people/accounts/grant-role";
import {
  acceptInvitation,
  findInvitation,
  invite,
  listInvitations,
  revokeInvitation,
} from "../../../server/people/accounts/invite";
import { standingAt } from "../../../server/people/accounts/standing-at";
import { listAudit } from "../../../server/people/audit/list-audit";
import { changeSettings } from "../../../server/work/shows/change-settings";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeShow, person } from "../contributions/stage";

type Person = { id: string; name: string };
let database: TestDatabase;
let [owner, maintainer, nobody]: Person[] = [];
let showId = 0;
let next = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  next += 1;
  const { db } = database;
  [owner, maintainer, nobody] = await Promise.all(
    ["ow", "ma", "no"].map((name) => person(db, `${name}-${next}`)),
  );
  showId = (await makeShow(db, { slug: `s${next}` })).id;
  await grant(db, owner as Person, showId, "owner");
  await grant(db, maintainer as Person, showId, "maintainer");
});

const roleOf = async (who: Person | undefined) =>
  (await standingAt(database.db, { personId: (who as Person).id, showId })).role;
const audit = async () =>
  (await listAudit(database.db, { showId, take: 10 })).map(({ action, subject }) => `${action}: ${subject}`);

test("an owner gives and takes roles; a show keeps an owner; each is in the audit log", async () => {
  const give = (actor: Person | undefined, who: Person | undefined, role: "owner" | "trusted" | null) =>
    grantRole(database.db, { showId, userId: (who as Person).id, role, actor: actor as Person });
  expect(await give(maintainer, nobody, "trusted")).toEqual({ ok: false, reason: "not-allowed" });
  expect(await give(nobody, nobody, "owner")).toEqual({ ok: false, reason: "not-allowed" });
  expect(await give(owner, nobody, "trusted")).toEqual({ ok: true });
  expect(await roleOf(nobody)).toBe("trusted");
  expect(await give(owner, owner, null)).toEqual({ ok: false, reason: "last-owner" });
  expect(await give(owner, owner, "trusted")).toEqual({ ok: false, reason: "last-owner" });
  expect(await give(owner, nobody, "owner")).toEqual({ ok: true });
  // Both give up ownership at once: one of them has to stay.
  const left = await Promise.all([give(owner, owner, null), give(nobody, nobody, null)]);
  expect(left.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await audit()).slice(-2)).toEqual([
    `grant role: role owner, before trusted, person ${(nobody as Person).name}`,
    `grant role: role trusted, person ${(nobody as Person).name}`,
  ]);
});

test("an invitation is taken up once, by one, before it expires, and its secret is kept nowhere", async () => {
  const make = (actor: Person | undefined) =>
    invite(database.db, { showId, role: "maintainer", actor: actor as Person });
  expect(await make(maintainer)).toEqual({ ok: false, reason: "not-allowed" });
  const made = await make(owner);
  if (!made.ok) throw new Error(made.reason);
  const { secret } = made;
  expect(
    JSON.stringify(await database.db.invitation.findMany()) + JSON.stringify(await audit()),
  ).not.toContain(secret);
  expect(await findInvitation(database.db, secret)).toMatchObject({
    role: "maintainer",
    show: { slug: `s${next}` },
  });
  const other = await person(database.db, `other-${next}`);
  const take = (who: Person) => acceptInvitation(database.db, { secret, person: who });
  const taken = await Promise.all([take(nobody as Person), take(other)]);
  expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
  expect([await roleOf(nobody), await roleOf(other)].filter((role) => role === "maintainer")).toHaveLength(1);
  expect(await findInvitation(database.db, secret)).toBeNull();

  const late = await make(owner);
  if (!late.ok) throw new Error(late.reason);
  await database.db
    .$executeRaw`UPDATE invitations SET expires_at = now() - interval '1 second' WHERE used_at IS NULL`;
  expect(await acceptInvitation(database.db, { secret: late.secret, person: other })).toMatchObject({
    ok: false,
  });

  // An invitation never lowers a role.
  const again = await make(owner);
  if (!again.ok) throw new Error(again.reason);
  expect(
    await acceptInvitation(database.db, { secret: again.secret, person: owner as Person }),
  ).toMatchObject({ ok: true });
  expect(await roleOf(owner)).toBe("owner");
});

test("an invitation is as good as its maker's standing when it is used", async () => {
  const { db } = database;
  const second = await person(db, `second-${next}`);
  await grant(db, second, showId, "owner");
  const made = await invite(db, { showId, role: "owner", actor: second });
  const other = await invite(db, { showId, role: "maintainer", actor: owner as Person });
  if (!made.ok || !other.ok) throw new Error("There is no invitation");
  expect(await listInvitations(db, showId)).toMatchObject([
    { role: "maintainer", inviterName: owner?.name },
    { role: "owner", inviterName: second.name },
  ]);

  // An owner who is removed does not come back by a link they made before.
  expect(await grantRole(db, { showId, userId: second.id, role: null, actor: owner as Person })).toEqual({
    ok: true,
  });
  expect(await findInvitation(db, made.secret)).toBeNull();
  for (const person of [second, nobody as Person])
    expect(await acceptInvitation(db, { secret: made.secret, person })).toEqual({
      ok: false,
      reason: "no-invitation",
    });
  expect(await roleOf(second)).toBeNull();
  expect(await listInvitations(db, showId)).toMatchObject([{ role: "maintainer" }]);

  // Nor does anybody use one whose maker has left, or of whom nobody knows.
  await db.invitation.updateMany({ where: { inviterId: owner?.id ?? "" }, data: { inviterId: null } });
  expect(await findInvitation(db, other.secret)).toBeNull();
  expect(await acceptInvitation(db, { secret: other.secret, person: nobody as Person })).toMatchObject({
    ok: false,
  });
});

test("removing an owner and using their invitation at once never leaves them in", async () => {
  const { db } = database;
  const second = await person(db, `racing-${next}`);
  await grant(db, second, showId, "owner");
  const made = await invite(db, { showId, role: "owner", actor: second });
  if (!made.ok) throw new Error(made.reason);
  const guest = nobody as Person;
  const [removed, taken] = await Promise.all([
    grantRole(db, { showId, userId: second.id, role: null, actor: owner as Person }),
    acceptInvitation(db, { secret: made.secret, person: guest }),
  ]);
  expect(removed).toEqual({ ok: true });
  expect(await roleOf(second)).toBeNull();
  expect(await roleOf(guest)).toBe(taken.ok ? "owner" : null);
});

test("an invitation is revoked by an owner of its show, before it is used", async () => {
  const { db } = database;
  const made = await invite(db, { showId, role: "trusted", actor: owner as Person });
  if (!made.ok) throw new Error(made.reason);
  const [invitation] = await listInvitations(db, showId);
  const revoke = (actor: Person | undefined, show = showId) =>
    revokeInvitation(db, { id: invitation?.id ?? 0, showId: show, actor: actor as Person });
  expect(await revoke(maintainer)).toEqual({ ok: false, reason: "not-allowed" });
  const elsewhere = await makeShow(db, { slug: `elsewhere-${next}` });
  await grant(db, nobody as Person, elsewhere.id, "owner");
  expect(await revoke(nobody, elsewhere.id)).toEqual({ ok: false, reason: "no-invitation" });
  expect(await revoke(owner)).toEqual({ ok: true });
  expect(await revoke(owner)).toEqual({ ok: false, reason: "no-invitation" });
  expect(await listInvitations(db, showId)).toEqual([]);
  expect(await acceptInvitation(db, { secret: made.secret, person: nobody as Person })).toMatchObject({
    ok: false,
  });
});

test("blocking says why, does not touch those who review, and is lifted", async () => {
  const by = (actor: Person | undefined, who: Person | undefined, reason = "spam") =>
    block(database.db, { showId, userId: (who as Person).id, actor: actor as Person, reason });
  expect(await by(nobody, maintainer)).toEqual({ ok: false, reason: "not-allowed" });
  expect(await by(maintainer, owner)).toEqual({ ok: false, reason: "has-role" });
  expect(await by(maintainer, nobody, " ")).toEqual({ ok: false, reason: "no-reason" });
  expect(await by(maintainer, nobody)).toEqual({ ok: true });
  expect(await by(maintainer, nobody)).toEqual({ ok: false, reason: "blocked-already" });
  const blocked = async () =>
    (await standingAt(database.db, { personId: (nobody as Person).id, showId })).blocked;
  expect(await blocked()).toBe("spam");
  const lift = () =>
    unblock(database.db, { showId, userId: (nobody as Person).id, actor: maintainer as Person });
  expect(await lift()).toEqual({ ok: true });
  expect(await blocked()).toBeNull();
  expect(await lift()).toEqual({ ok: false, reason: "not-blocked" });
});

test("settings are the owner's, and what was before is in the audit log", async () => {
  const settings = {
    licence: "CC0",
    contribute: "anyone",
    trustAccepted: 3,
    trustDays: 30,
    trustSound: 2,
    ownFixes: false,
    language: "de",
  } as const;
  const change = (actor: Person | undefined) =>
    changeSettings(database.db, { showId, settings, actor: actor as Person });
  expect(await change(maintainer)).toEqual({ ok: false, reason: "not-allowed" });
  expect(await change(owner)).toEqual({ ok: true });
  expect(await database.db.show.findUnique({ where: { id: showId } })).toMatchObject(settings);
  expect((await audit())[0]).toMatch(/settings: .*contribute was signed_in/);
});
