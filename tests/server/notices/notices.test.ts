import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeMails, NOTICE_MAILS_AN_HOUR } from "../../../server/doors/mail/compose-mails";
import { sendMails } from "../../../server/doors/mail/send-mails";
import { countUnread, listNotices, markRead } from "../../../server/people/notices/list-notices";
import { readChoices, setChoices } from "../../../server/people/notices/read-choices";
import { addressOf, nextStep, sentenceOf } from "../../../server/people/notices/sentence-of";
import { accept } from "../../../server/work/contributions/accept";
import { comment } from "../../../server/work/contributions/comment";
import { decide } from "../../../server/work/contributions/decide";
import { findCredits } from "../../../server/work/contributions/find-credits";
import { listContributors } from "../../../server/work/contributions/list-contributors";
import { listTalk } from "../../../server/work/contributions/list-talk";
import { propose } from "../../../server/work/contributions/propose";
import { readSplices } from "../../../server/work/contributions/read-splices";
import { placesOf, rebuildText } from "../../../server/work/contributions/rebuild-text";
import { revert } from "../../../server/work/contributions/revert";
import { medianWait } from "../../../server/work/shows/median-wait";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { startMailbox } from "../../support/mailbox";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";

const TEXT = "**Ana:** \\[00:01\\] We asked people.\n\nAnd they answered.\n\n**Ben:** How many?\n";
const SITE = "https://record.example";

let database: TestDatabase;
let ana: { id: string; name: string };
let mo: { id: string; name: string };
let show: string;
let showId: number;
let documentId: number;
let next = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { db } = database;
  next += 1;
  ana = await person(db, `ana-${next}`);
  mo = await person(db, `mo-${next}`);
  show = `s${next}`;
  showId = (await makeShow(db, { slug: show })).id;
  await grant(db, mo, showId, "maintainer");
  documentId = await makeDocument(db, { showId, text: TEXT, duration: 10 });
});

async function sent(text = TEXT.replace("And they", "But they")): Promise<number> {
  const made = await propose(database.db, {
    author: ana,
    documentId,
    base: 1,
    text,
    channel: "document",
    agreed: true,
  });
  if (!made.ok) throw new Error(made.reason);
  return made.contribution.id;
}

const told = async (who: { id: string }) =>
  (await listNotices(database.db, who.id)).map((line) => [sentenceOf(line), addressOf(line)]);

describe("notices", () => {
  test("say what became of it, and lead to the very place or to a way to try again", async () => {
    const [one, two] = [await sent(), await sent(TEXT.replace("How many", "How"))];
    await accept(database.db, { id: one, version: 1, reviewer: mo });
    await decide(database.db, {
      id: two,
      version: 1,
      reviewer: mo,
      decision: "reject",
      comment: "She says many",
    });
    const lines = await listNotices(database.db, ana.id);
    expect(lines.map(sentenceOf)).toEqual([
      `${mo.name} rejected: Remove “many” at 0:03`,
      expect.stringMatching(/^Your fix is live at 0:0\d: Correct “And” to “But” at 0:0\d$/),
    ]);
    expect(lines[0]).toMatchObject({ text: "She says many", isNew: true });
    expect(addressOf(lines[0]!)).toBe(`/contributions/${two}`);
    expect(nextStep(lines[0]!)).toEqual({ href: `/contributions/${two}#again`, text: "Try again" });
    expect(addressOf(lines[1]!)).toMatch(new RegExp(`^/${show}/1\\?t=\\d`));
    expect(await countUnread(database.db, ana.id)).toBe(2);
    await markRead(database.db, { personId: ana.id, upTo: lines[0]?.id ?? 0 });
    expect(await countUnread(database.db, ana.id)).toBe(0);
  });

  test("of a kind that was turned off are not shown, and are not mailed", async () => {
    expect((await readChoices(database.db, ana.id)).every(({ site, mail }) => site && mail)).toBe(true);
    await setChoices(database.db, ana.id, [{ kind: "accepted", site: false, mail: false }]);
    await accept(database.db, { id: await sent(), version: 1, reviewer: mo });
    expect(await listNotices(database.db, ana.id)).toEqual([]);
    expect(await countUnread(database.db, ana.id)).toBe(0);
    await composeMails(database.db, { post: "now", site: SITE });
    expect(await database.db.mail.count({ where: { userId: ana.id } })).toBe(0);
    await setChoices(database.db, ana.id, [{ kind: "accepted", site: true, mail: false }]);
    expect(await listNotices(database.db, ana.id)).toHaveLength(1);
  });
});

describe("comments", () => {
  test("tell the author, the maintainers and whoever is mentioned, once each", async () => {
    const id = await sent();
    const eve = await person(database.db, `eve-${next}`);
    const text = `@eve-${next} and @ana-${next}, is it “but”? <b>@nobody</b>`;
    expect(await comment(database.db, { id, author: mo, text, hunk: 0 })).toMatchObject({ ok: true });
    await comment(database.db, { id, author: ana, text: "It is." });
    expect((await told(ana)).map(([sentence]) => sentence)).toEqual([
      expect.stringContaining(`${mo.name} mentioned you in:`),
    ]);
    expect((await told(eve)).map(([sentence]) => sentence)).toEqual([
      expect.stringContaining("mentioned you"),
    ]);
    expect((await told(mo)).map(([sentence]) => sentence)).toEqual([
      expect.stringContaining(`${ana.name} commented on:`),
      expect.stringContaining(`${ana.name} proposed:`),
    ]);
    const talk = await listTalk(database.db, id);
    expect(talk.map(({ name, text: said, hunk }) => [name, said, hunk])).toEqual([
      [mo.name, text, 0],
      [ana.name, "It is.", null],
    ]);
  });

  test.each([
    ["no-comment", { text: " \n " }],
    ["long-comment", { text: "x".repeat(1_000_000) }],
    ["no-hunk", { text: "x", hunk: 1 }],
    ["no-contribution", { id: 2_000_000_000, text: "x" }],
  ])("are refused as %s, and leave nothing", async (reason, over) => {
    const id = await sent();
    expect(await comment(database.db, { id, author: ana, ...over })).toEqual({ ok: false, reason });
    expect(await database.db.comment.count({ where: { contributionId: id } })).toBe(0);
  });
});

describe("mails", () => {
  test("tell each thing once, in one mail a person, through a real mail server", async () => {
    const { db } = database;
    await composeMails(db, { post: "now", site: SITE });
    await db.mail.deleteMany();
    await db.user.update({ where: { id: ana.id }, data: { email: `ana-${next}@example.org` } });
    const [one, two] = [await sent(), await sent(TEXT.replace("How many", "How"))];
    await accept(db, { id: one, version: 1, reviewer: mo });
    await decide(db, {
      id: two,
      version: 1,
      reviewer: mo,
      decision: "reject",
      comment: "She\r\nBcc: x\nsays many",
    });
    const made = await Promise.all(
      Array.from({ length: 4 }, () => composeMails(db, { post: "now", site: SITE })),
    );
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(1);

    const mailbox = await startMailbox();
    try {
      const from = "On Record <record@example.org>";
      const counts = await Promise.all([1, 2].map(() => sendMails(db, { smtp: mailbox.url, from })));
      expect(counts[0]! + counts[1]!).toBe(1);
      const mail = await mailbox.next();
      expect(mail.to).toEqual([`ana-${next}@example.org`]);
      expect(mail.text).toContain("Subject: On Record: 2 notices");
      expect(mail.text).toMatch(new RegExp(`${SITE}/${show}/1\\?t=\\d`));
      expect(mail.text).toContain(`Try again: ${SITE}/contributions/${two}#again`);
      expect(mail.text).toContain(`${SITE}/settings#notices`);
      expect(mail.text).not.toMatch(/^Bcc:/m);
      expect(await sendMails(db, { smtp: mailbox.url, from })).toBe(0);
    } finally {
      await mailbox.stop();
    }
  });

  test("are six in an hour, whoever writes about somebody, and what was held back comes later in one", async () => {
    const { db } = database;
    await composeMails(db, { post: "now", site: SITE });
    await db.mail.deleteMany();
    const id = await sent();
    let mails = 0;
    for (let round = 0; round < 9; round += 1) {
      await comment(db, { id, author: mo, text: `@ana-${next} ${round}?` });
      mails += await composeMails(db, { post: "now", site: SITE });
    }
    expect(mails).toBe(NOTICE_MAILS_AN_HOUR.person);
    await db.$executeRaw`UPDATE mails SET created_at = now() - interval '61 minutes'`;
    expect(await composeMails(db, { post: "now", site: SITE })).toBe(1);
    const last = await db.mail.findFirstOrThrow({ where: { userId: ana.id }, orderBy: { id: "desc" } });
    expect(last.subject).toBe("On Record: 3 notices");
  });

  test("come once a day of what waits for a review, and stay where no server takes them", async () => {
    const { db } = database;
    for (const post of ["now", "daily"] as const) await composeMails(db, { post, site: SITE });
    await db.mail.deleteMany();
    await db.user.update({ where: { id: mo.id }, data: { email: `mo-${next}@example.org` } });
    await sent();
    await sent(TEXT.replace("How many", "How"));
    expect(await composeMails(db, { post: "now", site: SITE })).toBe(0);
    expect(await composeMails(db, { post: "daily", site: SITE })).toBe(1);
    const mail = await db.mail.findFirstOrThrow({ where: { userId: mo.id } });
    expect(mail.subject).toBe("On Record: 2 contributions waiting since yesterday");
    expect(mail.text).toContain(`All that waits for your review: ${SITE}/review`);
    expect(await sendMails(db, { smtp: "smtp://127.0.0.1:1", from: "a@example.org" })).toBe(0);
    expect(await db.mail.findUnique({ where: { id: mail.id } })).toMatchObject({ sentAt: null, attempts: 1 });
  });
});

describe("credits", () => {
  test("count what was accepted and not taken back", async () => {
    const { db } = database;
    const [one, two] = [await sent(), await sent(TEXT.replace("How many", "And how very many"))];
    await sent(TEXT.replace("asked people", "asked some people"));
    for (const id of [one, two]) await accept(db, { id, version: 1, reviewer: mo });
    expect(await findCredits(db, ana.name)).toMatchObject({ accepted: 2, words: 4, waiting: 1 });
    expect(await listContributors(db, { show })).toEqual([{ name: ana.name, handle: ana.name, accepted: 2 }]);
    await db.$executeRaw`
      UPDATE contributions SET created_at = decided_at - CASE id WHEN ${one} THEN interval '2 hours' ELSE interval '4 hours' END
      WHERE id IN (${one}, ${two})`;
    expect(await medianWait(db, show)).toEqual({ decided: 2, median: 3 * 3600 });
    await revert(db, { documentId, number: 2, reviewer: mo });
    const credits = await findCredits(db, ana.name);
    expect(credits).toMatchObject({ accepted: 1, words: 3, shows: [{ slug: show, accepted: 1 }] });
    expect(await listContributors(db, { show, slug: "1" })).toEqual([
      { name: ana.name, handle: ana.name, accepted: 1 },
    ]);
    expect(await findCredits(db, "nobody-at-all")).toBeNull();
  });
});

test("a contribution is rebuilt from its places, byte for byte, or with other words", async () => {
  const id = await sent();
  const version = await readSplices(database.db, { id, version: 1, authorId: ana.id });
  if (!version) throw new Error("There is no version");
  const places = placesOf(version.splices);
  expect(places).toEqual([{ text: "But they answered.", changeAt: 0 }]);
  expect(await rebuildText(database.db, { ...version, places: places.map(({ text }) => text) })).toBe(
    TEXT.replace("And they", "But they"),
  );
  expect(await rebuildText(database.db, { ...version, places: ["So they answered."] })).toBe(
    TEXT.replace("And they", "So they"),
  );
  expect(await rebuildText(database.db, { ...version, places: [""] })).toBe(
    TEXT.replace("And they answered.\n\n", ""),
  );
  expect(await rebuildText(database.db, { ...version, places: [] })).toBeNull();
});
