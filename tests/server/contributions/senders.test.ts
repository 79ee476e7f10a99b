import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { solveProof } from "../../../components/correct/solve-proof";
import { composeMails } from "../../../server/doors/mail/compose-mails";
import { block, unblock } from "../../../server/people/accounts/block";
import { listAudit } from "../../../server/people/audit/list-audit";
import { hashAddress } from "../../../server/people/limits/hash-address";
import { listNotices } from "../../../server/people/notices/list-notices";
import { nextStep, sentenceOf } from "../../../server/people/notices/sentence-of";
import { accept } from "../../../server/work/contributions/accept";
import type { Contributor } from "../../../server/work/contributions/contributor";
import { countContributions } from "../../../server/work/contributions/count-contributions";
import { decide } from "../../../server/work/contributions/decide";
import { findCredits } from "../../../server/work/contributions/find-credits";
import { listOwnOpen } from "../../../server/work/contributions/find-own-open";
import { findSender, listWaitingFrom } from "../../../server/work/contributions/find-sender";
import { isProved } from "../../../server/work/contributions/is-proved";
import { isSmallFix } from "../../../server/work/contributions/is-small-fix";
import { listContributors } from "../../../server/work/contributions/list-contributors";
import { listTalk } from "../../../server/work/contributions/list-talk";
import { paragraphEdits } from "../../../server/work/contributions/paragraph-edits";
import { propose } from "../../../server/work/contributions/propose";
import { readContribution } from "../../../server/work/contributions/read-contribution";
import { readReviewItem } from "../../../server/work/contributions/read-review-item";
import { rejectSeveral } from "../../../server/work/contributions/reject-several";
import { rejectWaiting } from "../../../server/work/contributions/reject-waiting";
import { reopen } from "../../../server/work/contributions/reopen";
import { revert } from "../../../server/work/contributions/revert";
import { parse, splices } from "../../../transcript";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, makeDocument, makeShow, person } from "./stage";

// Those who send, and those who decide: what each is told, what is counted of them, what they may do at once.

type Person = { id: string; name: string };

const TEXT =
  "**Ana:** One \\[unintelligible 00:00:04\\] three.\n\nAnd they answered well.\n\n**Ben:** \\[00:09\\] How many was that?\n";

let database: TestDatabase;
let [ana, mo, olga] = [] as unknown as [Person, Person, Person];
let listener: Contributor & { id: null };
let [showId, documentId] = [0, 0];
let slug = "";
let next = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { db } = database;
  next += 1;
  slug = `senders${next}`;
  [ana, mo, olga] = (await Promise.all(
    ["ana", "mo", "olga"].map((name) => person(db, `${name}-${next}`)),
  )) as [Person, Person, Person];
  listener = { id: null, name: "A listener", addressHash: hashAddress(`192.0.2.${next}`, "secret") };
  showId = (await makeShow(db, { slug, contribute: "anyone" })).id;
  await grant(db, mo, showId, "maintainer");
  await grant(db, olga, showId, "owner");
  documentId = await makeDocument(db, { showId, text: TEXT, duration: 30 });
});

const made = async (result: Awaited<ReturnType<typeof propose>>) => {
  if (!result.ok) throw new Error(result.reason);
  return result.contribution;
};
const whole = (text: string, author: Contributor = ana) =>
  propose(database.db, { author, documentId, base: 1, text, channel: "document", agreed: true });
const send = async (from: string, to: string, author: Contributor = ana) =>
  (await made(await whole(TEXT.replace(from, to), author))).id;
const fill = (words: string, author: Contributor = ana) =>
  propose(database.db, {
    ...{ author, documentId, base: 1, segmentId: 1, agreed: true, amendsOwn: true },
    edits: [{ kind: "gap", gap: 0, answer: { words } }],
  });
const correct = (body: string, { base = 1, author = ana as Contributor } = {}) =>
  propose(database.db, {
    ...{ author, documentId, base, segmentId: 2, agreed: true, amendsOwn: true },
    edits: (was) => paragraphEdits({ body, speaker: undefined, remove: false }, was),
  });
const lines = async (who: Person) => listNotices(database.db, who.id);

describe("what they are told", () => {
  test("a reviewer's notice leads to the desk while it waits, and not after", async () => {
    const id = await send("answered", "replied");
    const [waiting] = await lines(mo);
    expect(waiting && nextStep(waiting)).toEqual({ href: `/review?id=${id}`, text: "Review this" });
    await decide(database.db, { id, version: 1, reviewer: olga, decision: "reject", comment: "No" });
    const [decided] = await lines(mo);
    expect(decided && nextStep(decided)).toBeNull();
  });

  test("the daily mail lists what still waits, each once, and leads to the queue", async () => {
    const { db } = database;
    await db.mail.deleteMany();
    await db.notice.updateMany({ data: { mailedAt: new Date() } });
    const gone = await send("answered", "replied");
    const left = (await made(await fill("two"))).id;
    await made(await fill("to"));
    await decide(db, { id: gone, version: 1, reviewer: olga, decision: "reject", comment: "No" });
    expect(await composeMails(db, { post: "daily", site: "https://x.example" })).toBe(2);
    const mail = await db.mail.findFirstOrThrow({ where: { userId: mo.id } });
    expect(mail.subject).toContain("1 contribution waiting");
    expect(mail.text.split(`/review?id=${left}`)).toHaveLength(2);
    expect(mail.text).not.toContain(`/contributions/${gone}`);
    expect(mail.text).toContain("All that waits for your review: https://x.example/review");
    // Where nothing waits any more, there is no mail.
    const last = await send("How many", "How much");
    await decide(db, { id: last, version: 1, reviewer: olga, decision: "reject", comment: "No" });
    expect(await composeMails(db, { post: "daily", site: "https://x.example" })).toBe(0);
  });

  test("of whoever has no account no changes are asked for, and nobody is said to be told", async () => {
    const { db } = database;
    const id = await send("answered", "replied", listener);
    const decision = { id, version: 1, reviewer: mo, comment: "Which word?" } as const;
    expect(await decide(db, { ...decision, decision: "request_changes" })).toEqual({
      ok: false,
      reason: "no-account",
    });
    const read = await readReviewItem(db, { id, reviewerId: mo.id });
    expect(read.ok && read.item.author.hasAccount).toBe(false);
    expect(await decide(db, { ...decision, decision: "reject" })).toMatchObject({ ok: true, told: false });
    const other = await send("How many", "How much");
    expect(await decide(db, { ...decision, id: other, decision: "reject" })).toMatchObject({ told: true });
  });

  test("an undone decision is told as what it is: it is waiting again", async () => {
    const { db } = database;
    const id = await send("answered", "replied");
    await accept(db, { id, version: 1, reviewer: mo });
    await reopen(db, { id, reviewer: mo });
    const kinds = (await lines(ana)).map(({ kind }) => kind);
    expect(kinds).toEqual(["reopened", "accepted"]);
    const [told] = await lines(ana);
    expect(told && sentenceOf(told)).toContain(
      `${mo.name} undid the decision, and it is waiting again: Correct “answered” to “replied”`,
    );
    expect(await headText(db, documentId)).toBe(TEXT);
  });

  test("what was edited before it was accepted is told, in the notice and beside the decision", async () => {
    const { db } = database;
    const id = await send("answered", "replied");
    await accept(db, {
      ...{ id, version: 1, reviewer: mo, comment: "Thank you." },
      text: TEXT.replace("answered", "responded"),
    });
    const [told] = await lines(ana);
    expect(told?.text).toBe("Thank you.\n\nEdited before it was accepted: Correct “replied” to “responded”.");
    expect((await listTalk(db, id)).at(-1)).toMatchObject({ edited: true, revision: 2 });
  });
});

describe("what is counted", () => {
  test("pages and lists agree, whatever was decided, undone, taken back and decided again", async () => {
    const { db } = database;
    const ids = [];
    for (const [from, to] of [
      ["answered", "replied"],
      ["How many", "How much"],
      ["three.", "3."],
      ["One", "Once"],
    ] as const)
      ids.push(await send(from, to));
    const [kept = 0, undone = 0, reverted = 0, waiting = 0] = ids;
    for (const id of [kept, undone, reverted]) await accept(db, { id, version: 1, reviewer: mo });
    // Undone and accepted again: one contribution, two revisions.
    await reopen(db, { id: kept, reviewer: mo });
    await accept(db, { id: kept, version: 1, reviewer: mo });
    await reopen(db, { id: undone, reviewer: mo });
    const { revision } = await db.contribution.findUniqueOrThrow({ where: { id: reverted } });
    await revert(db, { documentId, number: revision ?? 0, reviewer: mo });
    expect(waiting).toBeGreaterThan(0);

    const counts = await countContributions(db, { authorId: ana.id });
    expect(counts).toMatchObject({ accepted: 1, reverted: 1, rejected: 0, open: 2 });
    expect(await countContributions(db, { authorId: ana.id, showId })).toEqual(counts);
    const credits = await findCredits(db, ana.name);
    expect(credits).toMatchObject({ accepted: 1, waiting: 2, shows: [{ slug, accepted: 1 }] });
    expect(credits?.latest.filter((each) => each.reverted).map(({ id }) => id)).toEqual([reverted]);
    const listed = await listContributors(db, { show: slug });
    expect(listed.find(({ handle }) => handle === ana.name)).toMatchObject({ accepted: 1 });
    const read = await readReviewItem(db, { id: waiting, reviewerId: mo.id });
    expect(read.ok && read.item.record).toEqual(counts);
  });
});

describe("what is sent for one place twice", () => {
  test("another answer for a gap amends the first; the same once more is the same", async () => {
    const { db } = database;
    const first = await made(await fill("two"));
    const second = await made(await fill("too"));
    expect(second).toMatchObject({ id: first.id, version: 2, again: false });
    expect(await made(await fill("too"))).toMatchObject({ id: first.id, version: 2, again: true });
    expect(await listOwnOpen(db, { documentId, personId: ana.id })).toEqual([
      { id: first.id, summary: expect.stringContaining("Fill the gap"), segmentId: 1, gap: 0 },
    ]);
    // Another's is another's, and a decided one is done.
    expect((await made(await fill("tou", mo))).id).not.toBe(first.id);
    expect((await made(await fill("tow", listener))).id).not.toBe(first.id);
    await decide(db, { id: first.id, version: 2, reviewer: mo, decision: "reject", comment: "No" });
    expect((await made(await fill("to"))).id).not.toBe(first.id);
  });

  test("two changes of one paragraph stand together; of the same words, the newer ones do", async () => {
    const first = await made(await correct("And they replied well."));
    const second = await made(await correct("And they answered very well."));
    expect(second).toMatchObject({ id: first.id, version: 2 });
    expect(second.hunks[0]?.after.trim()).toBe("And they replied very well.");
    const third = await made(await correct("And they responded well."));
    expect(third).toMatchObject({ id: first.id, version: 3 });
    expect(third.hunks[0]?.after).toContain("responded");
    // The API says itself what it amends.
    const apart = await propose(database.db, {
      ...{ author: ana, documentId, base: 1, segmentId: 2, agreed: true },
      edits: [{ kind: "body", body: "And they spoke well." }],
    });
    expect((await made(apart)).id).not.toBe(first.id);
  });
});

describe("an owner's own small fix", () => {
  const small = (from: string, to: string) => isSmallFix(splices(parse(TEXT), parse(TEXT.replace(from, to))));

  test("is at most five words, no speaker, no time, no gap", () => {
    expect(small("answered", "replied")).toBe(true);
    expect(small("And they answered well.", "But we all spoke here.")).toBe(true);
    expect(small("And they answered well.", "But all of us spoke here.")).toBe(false);
    expect(small("**Ben:**", "**Bea:**")).toBe(false);
    expect(small("\\[00:09\\] ", "")).toBe(false);
    expect(small("\\[00:09\\]", "\\[00:08\\]")).toBe(false);
    expect(small("\\[unintelligible 00:00:04\\]", "two")).toBe(false);
    expect(small("answered well", "answered\n\nwell")).toBe(false);
    expect(small("And they answered well.\n\n", "")).toBe(false);
  });

  test("is published at once where the show says so, as the rule's, credited and revertible", async () => {
    const { db } = database;
    const fix = (author: Contributor) => correct("And they answered wall.", { author });
    expect(await made(await fix(olga))).toMatchObject({ status: "open" });
    await db.contribution.updateMany({ data: { status: "withdrawn" }, where: { documentId } });
    await db.show.update({ where: { id: showId }, data: { ownFixes: true } });
    expect(await made(await fix(mo)), "a maintainer is no owner").toMatchObject({ status: "open" });
    const published = await made(await fix(olga));
    expect(published).toMatchObject({ status: "accepted", revision: 2 });
    expect(await headText(db, documentId)).toContain("answered wall");
    expect((await listTalk(db, published.id)).at(-1)).toMatchObject({ kind: "accept", name: "Owner’s rule" });
    expect(await readContribution(db, { id: published.id })).toMatchObject({ decider: null, revision: 2 });
    expect(await countContributions(db, { authorId: olga.id })).toMatchObject({ accepted: 1 });
    expect(await revert(db, { documentId, number: 2, reviewer: mo })).toMatchObject({ ok: true });
    const long = "And they answered as well as anybody could have answered it there.";
    const more = await made(await correct(long, { author: olga, base: 3 }));
    expect(more).toMatchObject({ status: "open" });
  });
});

describe("whoever vandalises", () => {
  test("without an account is blocked by the address, with what waits of them, once it was seen", async () => {
    const { db } = database;
    const ids = [await send("answered", "xxx", listener), await send("How many", "yyy", listener)];
    const other = await send("three.", "3.");
    const sender = await findSender(db, { showId, contributionId: ids[0] ?? 0 });
    if (!sender) throw new Error("no sender");
    expect(sender).toEqual({ name: "A listener", whom: { addressHash: listener.addressHash } });
    const { whom } = sender;
    const waiting = await listWaitingFrom(db, { showId, whom });
    expect(waiting).toMatchObject({ total: 2, shown: ids.map((id) => ({ id })) });
    const later = await send("One", "zzz", listener);
    expect(await rejectWaiting(db, { showId, whom, comment: "Spam", reviewer: ana })).toMatchObject({
      reason: "not-allowed",
    });
    const seen = { showId, whom, comment: "Spam", reviewer: mo, upTo: Math.max(...ids) };
    expect(await rejectWaiting(db, seen)).toEqual({ ok: true, rejected: 2 });
    expect((await listWaitingFrom(db, { showId, whom })).shown.map(({ id }) => id)).toEqual([later]);
    expect(await db.contribution.findUnique({ where: { id: other } })).toMatchObject({ status: "open" });

    expect(await block(db, { showId, ...whom, actor: ana, reason: "Spam" })).toMatchObject({
      reason: "not-allowed",
    });
    expect(await block(db, { showId, ...whom, actor: mo, reason: "Spam" })).toEqual({ ok: true });
    expect(await block(db, { showId, ...whom, actor: mo, reason: "Spam" })).toMatchObject({
      reason: "blocked-already",
    });
    expect(await whole(TEXT.replace("three", "four"), listener)).toMatchObject({
      ok: false,
      reason: "blocked",
      because: "Spam",
    });
    const neighbour = { ...listener, addressHash: hashAddress("198.51.100.1", "secret") };
    expect(await whole(TEXT.replace("three", "four"), neighbour)).toMatchObject({ ok: true });
    expect(
      (await whole(TEXT.replace("three", "five"), { ...ana, addressHash: listener.addressHash })).ok,
    ).toBe(true);
    expect(await unblock(db, { showId, ...whom, actor: mo })).toEqual({ ok: true });
    expect(await whole(TEXT.replace("three", "six"), listener)).toMatchObject({ ok: true });
    // The log tells no address, not even hashed.
    const log = JSON.stringify(await db.auditEntry.findMany({ where: { showId } }), (_, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    expect(log).not.toContain(listener.addressHash);
  });

  test("makes a show ask senders without an account for work, and nobody with one", async () => {
    const { db } = database;
    const idempotencyKey = `burst-${next}-key`;
    const anonymous = (proof?: string) =>
      propose(db, {
        ...{
          author: listener,
          documentId,
          base: 1,
          text: TEXT.replace("three", "four"),
          channel: "document",
        },
        ...{ agreed: true, idempotencyKey, proof },
      });
    for (const to of ["a", "b", "c", "d", "e"]) {
      const id = await send("answered", `${to}${to}nswered`, listener);
      await decide(db, { id, version: 1, reviewer: mo, decision: "reject", comment: "Spam" });
    }
    expect(await anonymous()).toEqual({ ok: false, reason: "proof" });
    expect(await anonymous("1.1")).toEqual({ ok: false, reason: "proof" });
    const proof = await solveProof({ idempotencyKey, documentId });
    expect(isProved({ idempotencyKey: "another-key", documentId, proof: proof ?? "" })).toBe(false);
    expect(isProved({ idempotencyKey, documentId, proof: proof ?? "" }, Date.now() + 3 * 3_600_000)).toBe(
      false,
    );
    expect(await anonymous(proof ?? "")).toMatchObject({ ok: true });
    expect((await fill("two")).ok).toBe(true);
  });

  test("is rejected several at a time, for one reason, and what was decided meanwhile is told", async () => {
    const { db } = database;
    const ids = [await send("answered", "xxx"), await send("How many", "yyy")];
    await accept(db, { id: ids[0] ?? 0, version: 1, reviewer: olga });
    const seen = ids.map((id) => ({ id, version: 1 }));
    const result = await rejectSeveral(db, { seen, comment: "Spam", reviewer: mo });
    expect(result.ok && result.results.map((each) => each.result)).toMatchObject([
      { ok: false, reason: "decided" },
      { ok: true, status: "rejected" },
    ]);
    const none = await rejectSeveral(db, { seen, comment: " ", reviewer: mo });
    expect(none.ok && none.results[0]?.result).toEqual({ ok: false, reason: "no-comment" });
    const many = Array.from({ length: 51 }, (_, i) => ({ id: i + 1, version: 1 }));
    expect(await rejectSeveral(db, { seen: many, comment: "x", reviewer: mo })).toMatchObject({
      reason: "too-many",
    });
  });
});

test("an entry of the audit log names the person, the contribution and the document, and when it was", async () => {
  const { db } = database;
  const id = await send("answered", "replied");
  await accept(db, { id, version: 1, reviewer: mo });
  await revert(db, { documentId, number: 2, reviewer: mo });
  await block(db, { showId, userId: ana.id, actor: mo, reason: "Spam" });
  const [blocked, reverted, accepted] = await listAudit(db, { showId, take: 3 });
  expect(accepted).toMatchObject({
    ...{ action: "accept", actor: mo.name, actorHandle: mo.name },
    person: { name: ana.name, handle: ana.name },
    contribution: { id, summary: expect.stringContaining("Correct “answered” to “replied”") },
    document: { title: "Episode 1", href: `/${slug}/1/history/2` },
  });
  expect(accepted?.at).toBeInstanceOf(Date);
  expect(reverted).toMatchObject({ action: "revert", document: { href: `/${slug}/1/history/2` } });
  expect(blocked).toMatchObject({ action: "block", person: { handle: ana.name }, contribution: null });
});

test("a paste of ten thousand paragraphs is told in figures, and is not sent to be edited", async () => {
  const { db } = database;
  const paste = Array.from({ length: 10_000 }, (_, i) => `Paragraph ${i} of many.`).join("\n\n");
  const id = await send("And they answered well.", paste);
  const read = await readReviewItem(db, { id, reviewerId: mo.id });
  expect(read.ok && read.item.hunks[0]?.counted).toMatchObject({ places: 1, added: 40_000 });
  expect(JSON.stringify(read).length).toBeLessThan(20_000);
  expect(JSON.stringify(await readContribution(db, { id })).length).toBeLessThan(20_000);
});
