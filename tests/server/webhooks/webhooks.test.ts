import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { seed } from "../../../prisma/seed";
import { addWebhook, MOST_WEBHOOKS } from "../../../server/doors/webhooks/add-webhook";
import { deliverDue, forgetDelivered } from "../../../server/doors/webhooks/deliver-due";
import { listWebhooks } from "../../../server/doors/webhooks/list-webhooks";
import { removeWebhook } from "../../../server/doors/webhooks/remove-webhook";
import { accept } from "../../../server/work/contributions/accept";
import { propose } from "../../../server/work/contributions/propose";
import { createTestDatabase, type TestDatabase } from "../../support/database";

const SITE = { siteUrl: "https://onrecord.example", secret: "the site's own", allowInternal: true };

interface Message {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let database: TestDatabase;
let server: Server;
let url: string;
let showId: number;
const arrived: Message[] = [];
/** The receiver's statuses; 200 once they are used up. */
let answers: number[] = [];
const owner = { id: "", name: "Morgan" };
const casey = { id: "", name: "Casey" };

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await seed(db);
  showId = (await db.show.findUniqueOrThrow({ where: { slug: "figures" } })).id;
  owner.id = (await db.user.findUniqueOrThrow({ where: { handle: "demo-maintainer" } })).id;
  casey.id = (await db.user.findUniqueOrThrow({ where: { handle: "demo-contributor" } })).id;
  await db.showRole.updateMany({ where: { userId: owner.id, showId }, data: { role: "owner" } });
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      arrived.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 200, { Location: "/elsewhere" }).end("…");
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  await database.drop();
  await new Promise((closed) => server.close(closed));
});
afterEach(async () => {
  await database.db.webhook.deleteMany();
  arrived.length = 0;
  answers = [];
});

async function hook(events: readonly ("proposed" | "accepted")[], address = url): Promise<string> {
  const added = await addWebhook(database.db, { showId, url: address, events, owner });
  if (!added.ok) throw new Error(added.reason);
  return added.id;
}

let words = 0;
async function proposeSomething(more = "") {
  const { db } = database;
  const document = await db.document.findFirstOrThrow({ where: { path: "figures/figures-of-speech-1.md" } });
  const { text } = await db.revision.findFirstOrThrow({
    where: { documentId: document.id, number: document.head },
  });
  words += 1;
  const proposed = await propose(db, {
    ...{ documentId: document.id, base: document.head, channel: "api", agreed: true, author: casey },
    text: `${text}\nWord number ${words}.${more}\n`,
  });
  if (!proposed.ok) throw new Error(proposed.reason);
  return proposed.contribution;
}

/** Moves the time forward for waiting deliveries. */
const later = () =>
  database.db.$executeRaw`UPDATE webhook_deliveries SET next_at = now() WHERE next_at IS NOT NULL`;

describe("a webhook", () => {
  test("is told of what is proposed and what is accepted, signed", async () => {
    const { db } = database;
    const id = await hook(["proposed", "accepted"]);
    const contribution = await proposeSomething();
    expect(await deliverDue(db, SITE)).toBe(1);
    const done = await accept(db, { id: contribution.id, version: 1, reviewer: owner });
    expect(done.ok).toBe(true);
    expect(await deliverDue(db, SITE)).toBe(1);
    expect(await deliverDue(db, SITE), "and of nothing twice").toBe(0);

    const told = arrived.map(({ body }) => JSON.parse(body));
    expect(told).toMatchObject([
      { type: "contribution.proposed", data: { id: contribution.id, status: "open", document: "figures/1" } },
      { type: "contribution.accepted", data: { id: contribution.id, status: "accepted", revision: 2 } },
    ]);
    const [webhook] = await listWebhooks(db, { showId, secret: SITE.secret });
    expect(webhook).toMatchObject({ id, messages: [{ arrived: true }, { arrived: true }] });
    // Checked as a receiver does: by the specification, with the secret shown to the owner.
    const key = Buffer.from(webhook?.secret.slice("whsec_".length) ?? "", "base64");
    for (const { headers, body } of arrived) {
      const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
      const expected = createHmac("sha256", key).update(signed).digest("base64");
      expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
      expect(Math.abs(Number(headers["webhook-timestamp"]) - Date.now() / 1000)).toBeLessThan(60);
      expect(headers["content-type"]).toBe("application/json");
    }
  });

  test("is told of what it asked for, at its own show, and of nothing else", async () => {
    const { db } = database;
    await hook(["accepted"]);
    const other = await db.show.create({ data: { slug: "other", title: "Other", filePrefix: "other-" } });
    await db.webhook.create({ data: { showId: other.id, url, events: ["proposed", "accepted"] } });
    await proposeSomething();
    expect(await deliverDue(db, SITE)).toBe(0);
  });

  test("is told again, later each time, until it has arrived, under the same id", async () => {
    const { db } = database;
    await hook(["proposed"]);
    answers = [500, 302, 404];
    await proposeSomething();
    const waits: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      await deliverDue(db, SITE);
      const [row] = await db.webhookDelivery.findMany();
      waits.push((row?.nextAt?.getTime() ?? 0) - Date.now());
      expect(row).toMatchObject({ deliveredAt: null, outcome: expect.stringMatching(/answered with \d+/) });
      expect(await deliverDue(db, SITE), "not before its time").toBe(0);
      await later();
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    await deliverDue(db, SITE);
    expect(await db.webhookDelivery.findMany()).toMatchObject([
      { attempts: 4, nextAt: null, outcome: "answered with 200" },
    ]);
    expect(new Set(arrived.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(arrived, "no redirect is followed").toHaveLength(4);
  });

  test("is given up in the end", async () => {
    const { db } = database;
    await hook(["proposed"]);
    answers = Array(20).fill(503);
    await proposeSomething();
    for (let n = 0; n < 12; n += 1) {
      await later();
      await deliverDue(db, SITE);
    }
    expect(arrived).toHaveLength(8);
    expect(await db.webhookDelivery.findMany()).toMatchObject([{ nextAt: null, deliveredAt: null }]);
  });

  test("is forgotten weeks after it came to an end, and not before", async () => {
    const { db } = database;
    await hook(["proposed"]);
    await proposeSomething();
    await proposeSomething();
    await deliverDue(db, SITE);
    await proposeSomething();
    const age = (days: number) =>
      db.$executeRaw`UPDATE webhook_deliveries SET created_at = clock_timestamp() - make_interval(days => ${days}::int)`;
    await age(29);
    expect(await forgetDelivered(db)).toBe(0);
    await age(31);
    expect(await forgetDelivered(db)).toBe(2);
    expect(await db.webhookDelivery.findMany(), "what waits is kept").toMatchObject([{ deliveredAt: null }]);
  });

  test("that names an internal address is never asked", async () => {
    const { db } = database;
    await hook(["proposed"], url.replace("127.0.0.1", "localhost"));
    await proposeSomething();
    await deliverDue(db, { ...SITE, allowInternal: false });
    expect(arrived).toEqual([]);
    expect(await db.webhookDelivery.findMany()).toMatchObject([
      { outcome: expect.stringMatching(/internal/) },
    ]);
  });

  test("is told once where several processes send side by side", async () => {
    const { db } = database;
    await hook(["proposed"]);
    for (let n = 0; n < 5; n += 1) await proposeSomething();
    const tried = await Promise.all([1, 2, 3].map(() => deliverDue(db, SITE)));
    expect(tried.reduce((sum, n) => sum + n, 0)).toBe(5);
    expect(arrived).toHaveLength(5);
  });

  test("is told of a large change without its text, and where the text is to be had", async () => {
    const { db } = database;
    await hook(["proposed"]);
    const small = await proposeSomething(" A few words.");
    const large = await proposeSomething(" And many more.".repeat(20_000));
    await deliverDue(db, SITE);
    const told = arrived.map(({ body }) => JSON.parse(body).data).sort((a, b) => a.id - b.id);
    const whole = `${SITE.siteUrl}/api/v1/contributions/${large.id}`;
    expect(told).toMatchObject([
      { id: small.id, complete: true, hunks: [{ after: expect.stringContaining("A few words.") }] },
      { id: large.id, complete: false, hunks: [], whole },
    ]);
    expect(Math.max(...arrived.map(({ body }) => body.length))).toBeLessThan(20_000);
  });

  test("shows no password that an earlier release took as part of its address", async () => {
    const { db } = database;
    const address = "https://ana:canary@hook.example/x?y=1";
    await db.webhook.create({ data: { showId, url: address, events: ["proposed"] } });
    const listed = await listWebhooks(db, { showId, secret: SITE.secret });
    expect(listed).toMatchObject([{ url: "https://hook.example/x?y=1" }]);
    expect(JSON.stringify(listed)).not.toContain("canary");
  });

  test("is for owners to add and to remove, ten of them at most", async () => {
    const { db } = database;
    const wanted = { showId, url, events: ["proposed" as const] };
    expect(await addWebhook(db, { ...wanted, owner: casey })).toEqual({ ok: false, reason: "not-allowed" });
    const added = await Promise.all(Array.from({ length: 12 }, () => addWebhook(db, { ...wanted, owner })));
    expect(added.filter(({ ok }) => ok)).toHaveLength(MOST_WEBHOOKS);
    const [first] = await listWebhooks(db, { showId, secret: SITE.secret });
    const id = first?.id ?? "";
    expect(await removeWebhook(db, { id, owner: casey })).toBe(false);
    expect(await removeWebhook(db, { id, owner })).toBe(true);
    expect(await removeWebhook(db, { id, owner })).toBe(false);
  });
});

test("the database takes addresses of the web alone, and what has arrived is not sent again", async () => {
  const { db } = database;
  for (const bad of ["ftp://example.org", "javascript:alert(1)", ""])
    await expect(db.webhook.create({ data: { showId, url: bad, events: ["proposed"] } })).rejects.toThrow(
      /webhooks_address/,
    );
  await expect(db.webhook.create({ data: { showId, url, events: [] } })).rejects.toThrow(/told_something/);
  await hook(["proposed"]);
  await proposeSomething();
  await deliverDue(db, SITE);
  await expect(db.$executeRaw`UPDATE webhook_deliveries SET next_at = now()`).rejects.toThrow(/arrive_once/);
});
