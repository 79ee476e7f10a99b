import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { handlers } from "../../../scripts/jobs/handlers";
import { openPool, type Pool } from "../../../server/db";
import {
  handleImportFeed,
  readFeedImport,
  sendFeedImport,
} from "../../../server/doors/feeds/import-feed-job";
import { handleLookForProof, lookForProof, readLook } from "../../../server/doors/proofs/look-for-proof-job";
import { proveByMail } from "../../../server/doors/proofs/prove-by-mail";
import { installQueues } from "../../../server/jobs/install-queues";
import { startWorkers, type Workers } from "../../../server/jobs/start-workers";
import { block } from "../../../server/people/accounts/block";
import { listNotices } from "../../../server/people/notices/list-notices";
import { addressOf, sentenceOf } from "../../../server/people/notices/sentence-of";
import { askForShow, askToBring } from "../../../server/work/ownership/ask-for-show";
import { mayBring } from "../../../server/work/ownership/may-bring";
import { listRequests, readRequest } from "../../../server/work/ownership/read-request";
import { decideRequest, settleProof, withdrawRequest } from "../../../server/work/ownership/settle-proof";
import { changeSite } from "../../../server/work/site/change-site";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { type Mailbox, startMailbox } from "../../support/mailbox";
import { grant, makeShow, person } from "../contributions/stage";
import { type Served, serve } from "../feeds/serve";

let database: TestDatabase;
let pool: Pool;
let server: Served;
let mailbox: Mailbox;
let workers: Workers | undefined;
let admin: { id: string; name: string };

const environment = () => ({
  ...readEnvironment({ NEXTAUTH_URL: "https://site.example", NEXTAUTH_SECRET: "a secret" }),
  fetchInternal: true,
  mail: { smtp: mailbox.url, from: "record@site.example" },
});

beforeAll(async () => {
  mailbox = await startMailbox();
  database = await createTestDatabase();
  pool = openPool(database.url);
  const jobs = handlers(environment()).map(({ job }) => job);
  expect(await installQueues(pool, jobs)).toEqual({ ok: true });
  admin = await person(database.db, "boss", true);
});
afterAll(async () => {
  await pool.close();
  await database.drop();
  await mailbox.stop();
});
beforeEach(async () => {
  server = await serve();
});
afterEach(async () => {
  await workers?.stop();
  workers = undefined;
  await server[Symbol.asyncDispose]();
});

let shows = 0;
/** A show with a feed of its own, whose channel has this besides. */
async function showWith(more: string) {
  const slug = `bread-${++shows}`;
  const url = `${server.url}/${slug}.xml`;
  say(slug, more);
  const { id } = await makeShow(database.db, { slug });
  await database.db.show.update({ where: { id }, data: { feedUrl: url, fetchedUrl: url } });
  return { id, slug, url };
}

/** What a show's feed says from now on. */
function say(slug: string, more: string): void {
  server.answers.set(`/${slug}.xml`, (_request, response) =>
    response.end(
      `<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
        <channel><title>Bread</title>${more}<item><title>One</title><guid>1</guid></item></channel></rss>`,
    ),
  );
}

async function ask(slug: string, asker: { id: string; name: string }) {
  const asked = await askForShow(database.db, { person: asker, show: slug, note: null });
  if (!asked.ok) throw new Error(asked.reason);
  const request = await readRequest(database.db, { id: asked.id, personId: asker.id });
  if (!request) throw new Error("There is no request");
  return request;
}

/** Looks for the proof of a request, and waits for what was found. */
async function look(id: number, asker: { id: string }, mail = false) {
  workers ??= await startWorkers({
    pool,
    handlers: [handleLookForProof(environment()), handleImportFeed(environment())],
  });
  expect(await lookForProof(database.db, { id, personId: asker.id, mail })).toEqual({ ok: true });
  const { lookId } = await database.db.showRequest.findUniqueOrThrow({ where: { id } });
  await expect
    .poll(async () => (await readLook(database.db, lookId ?? ""))?.state, { timeout: 30_000 })
    .toBe("done");
  const request = await readRequest(database.db, { id, personId: asker.id });
  return { request, message: (await readLook(database.db, lookId ?? ""))?.progress?.message };
}

const rolesAt = (showId: number) =>
  database.db.showRole.findMany({
    where: { showId },
    select: { role: true, user: { select: { handle: true } } },
    orderBy: { user: { handle: "asc" } },
  });
const allowAll = (bring: "administrators" | "owners" | "anyone") =>
  changeSite(database.db, { rules: { bring }, actor: admin });

test("a look says what it found and can be repeated; the proof makes the owner, and may go again", async () => {
  const { db } = database;
  const ann = await person(db, "ann-1");
  const { id: showId, slug } = await showWith("");
  const { id, code } = await ask(slug, ann);
  expect((await ask(slug, ann)).id, "asked twice, it is one request").toBe(id);
  const before = await look(id, ann);
  expect(before.request).toMatchObject({
    status: "open",
    found: [
      { way: "feed", isThere: false },
      { way: "site", isThere: false },
    ],
  });
  expect(await rolesAt(showId)).toEqual([]);

  say(slug, `<podcast:txt purpose="verify">${code}</podcast:txt>`);
  const after = await look(id, ann);
  expect(after).toMatchObject({
    message: "The proof was found.",
    request: {
      status: "granted",
      role: "owner",
      provedBy: "feed",
      found: [{ way: "feed", isThere: true }, {}],
    },
  });
  expect(await rolesAt(showId)).toEqual([{ role: "owner", user: { handle: "ann-1" } }]);
  const [told] = await listNotices(db, ann.id);
  expect([told && sentenceOf(told), told && addressOf(told)]).toEqual([
    "News of your request for “BREAD-1”",
    `/new/requests/${id}`,
  ]);

  // The proof is taken away: she stays the owner, and nothing is left to look for.
  say(slug, "");
  expect(await lookForProof(db, { id, personId: ann.id, mail: false })).toEqual({
    ok: false,
    reason: "not-open",
  });
  expect(await rolesAt(showId)).toHaveLength(1);
  const bo = await person(db, "bo-1");
  expect(await askForShow(db, { person: bo, show: slug, note: null })).toEqual({
    ok: false,
    reason: "has-owner",
  });
});

test("a code proves for the person who was given it, and for nobody else", async () => {
  const { db } = database;
  const [ann, eve] = [await person(db, "ann-2"), await person(db, "eve-2")];
  const { id: showId, slug } = await showWith("");
  const hers = await ask(slug, ann);
  const other = await ask(slug, eve);
  expect(other.code).not.toBe(hers.code);
  say(slug, `<description>${hers.code}</description>`);
  expect((await look(other.id, eve)).request).toMatchObject({ status: "open" });
  expect(await lookForProof(db, { id: hers.id, personId: eve.id, mail: false })).toMatchObject({ ok: false });
  expect(await readRequest(db, { id: hers.id, personId: eve.id })).toBeNull();
  expect((await look(hers.id, ann)).request).toMatchObject({ status: "granted" });
  expect(await rolesAt(showId)).toEqual([{ role: "owner", user: { handle: "ann-2" } }]);
});

test("of two who prove a show at once one is its owner, and an administrator decides on the other", async () => {
  const { db } = database;
  const [ann, bo] = [await person(db, "ann-3"), await person(db, "bo-3")];
  const { id: showId, slug } = await showWith("");
  const [one, two] = [await ask(slug, ann), await ask(slug, bo)];
  const prove = (id: number) => settleProof(db, { id, way: "feed", bring: sendFeedImport });
  const both = await Promise.all([prove(one.id), prove(two.id)]);
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: "has-owner" });
  expect(await rolesAt(showId)).toHaveLength(1);
  const [open] = (await listRequests(db)).filter(({ slug: of }) => of === slug);
  expect(open).toMatchObject({ status: "open", provedBy: "feed", owners: [expect.stringMatching(/ann|bo/)] });

  const decide = (grants: "owner" | null, reason: string, actor = admin) =>
    decideRequest(db, { id: open?.id ?? 0, grants, reason, actor, bring: sendFeedImport });
  expect(await decide("owner", "", ann)).toMatchObject({ ok: false, reason: "not-allowed" });
  expect(await decide(null, " ")).toMatchObject({ ok: false, reason: "no-reason" });
  expect(await decide("owner", "")).toEqual({ ok: true, importId: null });
  expect(await decide(null, "Late")).toMatchObject({ ok: false, reason: "not-open" });
  expect((await rolesAt(showId)).map(({ role }) => role)).toEqual(["owner", "owner"]);
});

test("a link to the feed's own address proves for the account that asked", async () => {
  const { db } = database;
  const [ann, eve] = [await person(db, "ann-4"), await person(db, "eve-4")];
  const { id: showId, slug } = await showWith(
    "<itunes:owner><itunes:email>ann@bread.example</itunes:email></itunes:owner>",
  );
  const { id } = await ask(slug, ann);
  const { message } = await look(id, ann, true);
  expect(message).toContain("a…@bread.example");
  const mail = await mailbox.next();
  expect(mail.to).toEqual(["ann@bread.example"]);
  const [, secret = ""] =
    new RegExp(`https://site.example/new/requests/${id}/([\\w-]+)`).exec(mail.text) ?? [];
  const prove = (change = {}) => proveByMail(db, { id, secret, personId: ann.id, ...change });
  expect(await prove({ personId: eve.id })).toEqual({ ok: false, reason: "no-link" });
  expect(await prove({ secret: "another" })).toEqual({ ok: false, reason: "no-link" });
  expect(await prove()).toMatchObject({ ok: true });
  expect(await prove()).toEqual({ ok: false, reason: "no-link" });
  expect(await rolesAt(showId)).toEqual([{ role: "owner", user: { handle: "ann-4" } }]);
});

test("the site's rule says who may bring shows: by a proof, or as an administrator agrees", async () => {
  const { db } = database;
  const [ann, bo] = [await person(db, "ann-5"), await person(db, "bo-5")];
  say("new-bread", "");
  const bread = { url: `${server.url}/new-bread.xml`, slug: "new-bread", title: "Bread", note: "Mine" };
  const bring = (asker: { id: string; name: string }) => askToBring(db, { ...bread, person: asker });
  expect(await mayBring(db, ann.id)).toBeNull();
  expect(await bring(ann)).toEqual({ ok: false, reason: "not-allowed" });
  expect(await changeSite(db, { rules: { bring: "anyone" }, actor: ann })).toMatchObject({ ok: false });

  await allowAll("owners");
  expect([await mayBring(db, ann.id), await mayBring(db, admin.id)]).toEqual(["proves", "brings"]);
  const [hers, his] = [await bring(ann), await bring(bo)];
  if (!hers.ok || !his.ok) throw new Error("There is no request");
  const { code } = await db.showRequest.findUniqueOrThrow({ where: { id: hers.id } });
  say("new-bread", `<podcast:txt purpose="verify">${code}</podcast:txt>`);
  // The rule is the one of the moment in which the proof is taken.
  await allowAll("administrators");
  expect((await look(hers.id, ann)).request).toMatchObject({ status: "open", provedBy: "feed" });
  await allowAll("anyone");
  const { request } = await look(hers.id, ann);
  expect(request).toMatchObject({ status: "granted", role: "owner" });
  await expect
    .poll(async () => (await readFeedImport(db, request?.importId ?? ""))?.state, { timeout: 30_000 })
    .toBe("done");
  const { id: showId } = await db.show.findUniqueOrThrow({ where: { slug: "new-bread" } });
  expect(await rolesAt(showId)).toEqual([{ role: "owner", user: { handle: "ann-5" } }]);

  // The other one's feed is here by now.
  const decide = (id: number, grants: "owner" | "maintainer" | null, reason = "") =>
    decideRequest(db, { id, grants, reason, actor: admin, bring: sendFeedImport });
  expect(await decide(his.id, "owner")).toEqual({ ok: false, reason: "slug-taken" });
  expect(await decide(his.id, null, "It is here")).toMatchObject({ ok: true });
  say("rye", "");
  const rye = await askToBring(db, {
    ...{ person: bo, url: `${server.url}/rye.xml`, slug: "rye", title: "Rye", note: null },
  });
  if (!rye.ok) throw new Error(rye.reason);
  const granted = await decide(rye.id, "maintainer");
  await expect
    .poll(async () => (await readFeedImport(db, granted.ok ? (granted.importId ?? "") : ""))?.state, {
      timeout: 30_000,
    })
    .toBe("done");
  const { id: ryeId } = await db.show.findUniqueOrThrow({ where: { slug: "rye" } });
  // Whoever owns it can still say so.
  expect(await rolesAt(ryeId)).toEqual([{ role: "maintainer", user: { handle: "bo-5" } }]);
  await allowAll("administrators");
});

test("whoever is blocked gets no show, and a request can be taken back", async () => {
  const { db } = database;
  const [ann, eve] = [await person(db, "ann-6"), await person(db, "eve-6")];
  const { id: showId, slug } = await showWith("");
  const hers = await ask(slug, eve);
  await block(db, { showId, userId: eve.id, actor: admin, reason: "Spam" });
  expect(await settleProof(db, { id: hers.id, way: "feed", bring: sendFeedImport })).toMatchObject({
    ok: false,
  });
  expect(await askForShow(db, { person: eve, show: (await showWith("")).slug, note: null })).toMatchObject({
    ok: true,
  });
  const { id } = await ask(slug, ann);
  expect(await withdrawRequest(db, { id, actor: eve })).toBe(false);
  expect(await withdrawRequest(db, { id, actor: ann })).toBe(true);
  expect(await settleProof(db, { id, way: "feed", bring: sendFeedImport })).toMatchObject({
    reason: "not-open",
  });
  expect(await rolesAt(showId)).toEqual([]);
  await grant(db, ann, showId, "contributor");
});
