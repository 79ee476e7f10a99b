import { execFile } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "../../../prisma/seed";
import { prepare } from "../../../scripts/serve";
import { beginSite } from "../../../server/people/accounts/begin-site";
import { DEMO_MAINTAINER, DEMO_PEOPLE } from "../../../server/people/accounts/demo-people";
import { handOutSignInLink } from "../../../server/people/accounts/hand-out-sign-in-link";
import { makeSignInLink } from "../../../server/people/accounts/make-sign-in-link";
import { renewBeginCode } from "../../../server/people/accounts/renew-begin-code";
import { findSignInLink, takeSignInLink } from "../../../server/people/accounts/take-sign-in-link";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { program } from "../../support/programs";

/** What a start would print of its steps. */
const SILENT = Object.assign(() => undefined, { during: async (_: string, work: Promise<unknown>) => work });
const ROOT = join(import.meta.dirname, "../../..");
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
});
afterAll(() => database.drop());

let addresses = 0;
const begin = (code: string, name = "Ada Löwe") =>
  beginSite(database.db, { code, name, address: `address-${++addresses}` });

const commandOf = (script: string, ...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((done) => {
    execFile(
      process.execPath,
      [...program(join(ROOT, script)), ...args],
      {
        cwd: ROOT,
        env: { ...process.env, DATABASE_URL: database.url, NEXTAUTH_URL: "https://site.example" },
      },
      (error, out, err) => done({ code: Number(error?.code ?? 0), out, err }),
    );
  });

test("the code of the latest start makes one administrator, whose link signs in once", async () => {
  const { db, url } = database;
  const started = () =>
    prepare({ url, demonstration: true, say: SILENT, signal: new AbortController().signal });
  const { beginCode: earlier } = await started();
  const { beginCode: code } = await started();
  expect(code).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$/);
  expect(JSON.stringify(await db.beginCode.findMany()), "the code is kept nowhere").not.toContain(code);
  expect(await begin(earlier ?? ""), "each start makes another code").toEqual({
    ok: false,
    reason: "bad-code",
  });
  expect(await begin("")).toEqual({ ok: false, reason: "bad-code" });
  expect(await begin(code ?? "", "  ")).toEqual({ ok: false, reason: "bad-name" });
  expect(await begin(code ?? "", "Administrator")).toEqual({ ok: false, reason: "bad-name" });

  // Of two who send it at once, one is made; it may be typed in small letters and without dashes.
  const typed = (code ?? "").toLowerCase().replaceAll("-", " ");
  const both = await Promise.all([begin(typed), begin(typed, "Bo")]);
  const made = both.flatMap((each) => (each.ok ? [each] : []));
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: "begun" });
  expect(await db.user.findMany({ where: { admin: true }, select: { handle: true } })).toEqual([
    { handle: made[0]?.person.handle },
  ]);
  expect(await db.beginCode.count()).toBe(0);
  expect((await started()).beginCode, "a site with an administrator prints none").toBeNull();
  expect(await renewBeginCode(db)).toBeNull();

  const secret = made[0]?.secret ?? "";
  expect(await findSignInLink(db, secret)).toMatchObject({ handle: made[0]?.person.handle });
  const used = await Promise.all([takeSignInLink(db, secret), takeSignInLink(db, secret)]);
  expect(used.filter(Boolean)).toMatchObject([{ handle: made[0]?.person.handle }]);
  expect(await findSignInLink(db, secret)).toBeNull();
});

test("codes are not tried on and on", async () => {
  const { db } = database;
  const tries = await Promise.all(
    Array.from({ length: 25 }, () => beginSite(db, { code: "X", name: "Eve", address: "192.0.2.9" })),
  );
  expect(tries.filter((each) => !each.ok && each.reason === "too-many").length).toBeGreaterThanOrEqual(5);
});

test("an administrator hands out links where no mail goes out; the newest one counts, for a day", async () => {
  const { db } = database;
  const admin = await db.user.create({ data: { handle: "boss", name: "Boss", admin: true } });
  const other = await db.user.create({ data: { handle: "other", name: "Other" } });
  const actor = { id: admin.id, name: "Boss" };
  const hand = (to: { handle: string } | { name: string }, change = {}) =>
    handOutSignInLink(db, { actor, to, mails: false, ...change });
  const first = await hand({ handle: "other" });
  const second = await hand({ handle: "other" });
  if (!first.ok || !second.ok) throw new Error("There is no link");
  expect(await takeSignInLink(db, first.secret)).toBeNull();
  expect(await takeSignInLink(db, second.secret)).toMatchObject({ handle: "other" });
  expect(await hand({ name: "Casey New" })).toMatchObject({ ok: true, handle: "casey-new" });
  // Whoever is called as one of the demonstration's people gets another handle.
  expect(await hand({ name: "Demo Maintainer" })).toMatchObject({ ok: true, handle: "demo-maintainer-2" });
  expect(await hand({ name: " " })).toEqual({ ok: false, reason: "bad-name" });
  expect(await hand({ handle: "nobody" })).toEqual({ ok: false, reason: "no-person" });
  expect(await hand({ handle: DEMO_MAINTAINER.handle })).toEqual({ ok: false, reason: "demo" });
  expect(await hand({ handle: "other" }, { mails: true })).toEqual({ ok: false, reason: "mails" });
  expect(await hand({ handle: "boss" }, { actor: { id: other.id, name: "Other" } })).toEqual({
    ok: false,
    reason: "not-allowed",
  });

  const old = await makeSignInLink(db, { userId: other.id, makerName: "Boss" });
  await db.signInLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
  expect([await findSignInLink(db, old), await takeSignInLink(db, old)]).toEqual([null, null]);
  const acts = await db.auditEntry.findMany({ where: { action: "sign-in link" } });
  expect(acts.map(({ actorName }) => actorName)).toEqual(["Boss", "Boss", "Boss", "Boss"]);
});

test("npm run sign-in-link prints a link, and the demonstration's people never run a site", async () => {
  const { db } = database;
  const [link, nobody, demo, admin] = await Promise.all([
    commandOf("scripts/sign-in-link.ts", "other"),
    commandOf("scripts/sign-in-link.ts", "nobody-here"),
    commandOf("scripts/sign-in-link.ts", DEMO_MAINTAINER.handle),
    commandOf("scripts/grant.ts", DEMO_MAINTAINER.handle, "--admin"),
  ]);
  const [, secret = ""] = /^https:\/\/site\.example\/sign-in\/([\w-]{32})\n$/.exec(link.out) ?? [];
  expect(await takeSignInLink(db, secret)).toMatchObject({ handle: "other" });
  expect([nobody.code, demo.code, admin.code]).toEqual([1, 1, 1]);
  expect(admin.err).toContain("never run a site");
  const handles = DEMO_PEOPLE.map(({ handle }) => handle);
  expect(await db.user.count({ where: { handle: { in: handles }, admin: true } })).toBe(0);
});
