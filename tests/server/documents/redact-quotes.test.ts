import { afterAll, beforeAll, expect, test } from "vitest";
import { composeMails } from "../../../server/doors/mail/compose-mails";
import { refreshSearch } from "../../../server/doors/search/refresh-search";
import { withoutQuoted } from "../../../server/text/documents/without-quoted";
import { paragraphText, quoteWords } from "../../../server/text/quotes/quote";
import { accept } from "../../../server/work/contributions/accept";
import { comment } from "../../../server/work/contributions/comment";
import { decide } from "../../../server/work/contributions/decide";
import { propose } from "../../../server/work/contributions/propose";
import { revert } from "../../../server/work/contributions/revert";
import { redact } from "../../../server/work/history/redact";
import { listOpenReports } from "../../../server/work/reports/list-open-reports";
import { reportParagraph } from "../../../server/work/reports/report-paragraph";
import { parse } from "../../../transcript";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { serveHook } from "../../support/serve-hook";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";
import { git, makePlace, projected } from "../repository/support";

const SECRET = "555 0199 44";
const TEXT = `**Ana:** \\[00:01\\] My number is ${SECRET}, and about a third of them called.\n\nAnd they answered.\n`;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Every row of every table, as text. */
async function everything(): Promise<string[]> {
  const { db } = database;
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`;
  const rows = [];
  for (const { name } of tables) {
    const found = await db.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} AS t`);
    rows.push(...found.map(({ row }) => `${name}: ${row}`));
  }
  return rows;
}

const holders = async (part: RegExp) => [
  ...new Set((await everything()).filter((row) => part.test(row)).map((row) => row.split(":")[0])),
];

test("what is redacted is gone from everything that quoted it, and from the repository's whole history", async () => {
  const { db } = database;
  await using place = await makePlace();
  await using other = await makePlace();
  const hook = await serveHook();
  const [admin, ana, mo] = [await person(db, "admin", true), await person(db, "ana"), await person(db, "mo")];
  const show = await makeShow(db, { slug: "s" });
  await grant(db, mo, show.id, "maintainer");
  const documentId = await makeDocument(db, { showId: show.id, text: TEXT, path: "s/s-1.md", duration: 60 });
  const send = async (text: string, message?: string) => {
    const made = await propose(db, {
      ...{ author: ana, documentId, base: 1, text, channel: "document", agreed: true, message },
    });
    if (!made.ok) throw new Error(made.reason);
    return made.contribution.id;
  };
  await hook.add(db, show.id);
  // A contribution that removes the text; the reviewer's comment quotes it.
  const out = await send(TEXT.replace(` ${SECRET},`, ""));
  expect(await accept(db, { id: out, version: 1, reviewer: mo, comment: `Not ${SECRET}` })).toMatchObject({
    ok: true,
  });
  expect(
    await revert(db, { documentId, number: 2, reviewer: mo, comment: `${SECRET} was said` }),
  ).toMatchObject({ ok: true });
  const cut = await send(TEXT.replace("answered", "spoke"), `${"So it is. ".repeat(11)}It is ${SECRET}`);
  await comment(db, { id: cut, author: ana, text: `@mo, is ${SECRET} right?` });
  await decide(db, { id: cut, version: 1, reviewer: mo, decision: "reject", comment: `${SECRET} it is not` });
  const kept = await send(TEXT.replace("answered", "replied"));
  expect(await accept(db, { id: kept, version: 1, reviewer: mo })).toMatchObject({ ok: true });
  await reportParagraph(db, {
    ...{ show: "s", slug: "1", segmentId: 1, note: `Take ${SECRET} out`, reporterId: null, address: "x" },
  });
  for (const post of ["now", "daily"] as const) await composeMails(db, { post, site: "https://x" });
  await refreshSearch(db);
  const said = paragraphText(parse(TEXT).segments[0]?.body ?? "");
  const anchor = (first: number, last: number) => {
    const quote = quoteWords(said, first, last);
    if (!quote) throw new Error("There are no such words");
    return { ...quote, documentId, segmentId: 1, revision: 4, seconds: 2 };
  };
  const { episodeId } = await db.document.findUniqueOrThrow({ where: { id: documentId } });
  await db.claim.create({
    data: {
      ...{
        episodeId,
        proposerName: "Ana",
        proposition: `A third called ${SECRET}`,
        quantity: { kind: "percent", value: 33, unit: "percent", comparator: "about", form: "fraction" },
      },
      anchors: { create: [anchor(9, 11), anchor(2, 5)] },
    },
  });
  const before = await projected(db, place.path);
  expect(await git(before.path, "log", "-p", "main")).toContain(SECRET);
  expect((await holders(/555 0199/)).sort()).toEqual(
    [
      ...[
        "audit",
        "claim_anchors",
        "claims",
        "comments",
        "commits",
        "contribution_versions",
        "mails",
        "notices",
      ],
      ...["passages", "reports", "reviews", "revisions"],
    ].map((name) => `public.${name}`),
  );

  expect(await redact(db, { documentId, text: SECRET, reason: "A private number", actor: admin })).toEqual({
    ok: true,
    revisions: 3,
  });

  expect(await holders(/555 0|0199/)).toEqual([]);
  expect(await holders(/\[redacted\\{0,4}\]/)).toContain("public.audit");
  // The redaction is visible wherever the text was quoted.
  const [report] = await listOpenReports(db, { showIds: [show.id] });
  expect(report).toMatchObject({ note: "Take [redacted] out" });
  const mails = (await db.mail.findMany()).map(({ text }) => text).join("\n");
  expect(mails).toContain("@mo, is [redacted] right?");
  expect(await db.claim.findFirst()).toMatchObject({ proposition: "A third called [redacted]" });
  // A neighbouring claim stays; one whose words are gone is flagged.
  const anchors = await db.claimAnchor.findMany({ orderBy: { id: "asc" } });
  expect(anchors.map(({ exact, lostAt }) => [exact, lostAt])).toEqual([
    ["third of them", null],
    ["is [redacted]", 4],
  ]);
  // The repository is rewritten: as many commits, none with the text, the same ids on any machine.
  const after = await projected(db, place.path);
  const fresh = await projected(db, other.path);
  expect(after.ids).toHaveLength(before.ids.length);
  expect(after.ids).not.toEqual(before.ids);
  expect(fresh.ids).toEqual(after.ids);
  const told = await git(after.path, "log", "-p", "main");
  expect(told).toContain("\\[redacted\\]");
  expect(told).not.toMatch(/555 0|0199/);
  // What webhooks receive from now on.
  await hook.deliver(db);
  expect(hook.bodies.length).toBeGreaterThan(0);
  expect(hook.bodies.join("\n")).toContain("redacted");
  expect(hook.bodies.join("\n")).not.toMatch(/555 0|0199/);
  // Only a redaction may change what is in the audit log.
  await expect(db.$executeRaw`UPDATE audit SET subject = '{}'`).rejects.toThrow(/what was accepted stays/);
  await expect(db.$executeRaw`DELETE FROM audit`).rejects.toThrow(/what was accepted stays/);
  await hook.close();
});

test("a reason that holds the text is refused", async () => {
  const { db } = database;
  const admin = await person(db, "another", true);
  const show = await makeShow(db, { slug: "t" });
  const documentId = await makeDocument(db, { showId: show.id, text: TEXT, path: "t/t-1.md" });
  const reason = `${SECRET} is private`;
  expect(await redact(db, { documentId, text: SECRET, reason, actor: admin })).toEqual({
    ok: false,
    reason: "telling",
  });
});

test("a quote that was cut off within the text is cut off before it", () => {
  const spellings = ["one two three"];
  expect(withoutQuoted("He said one two th…", { spellings, cut: "end" })).toBe("He said [redacted]…");
  expect(withoutQuoted("two three, he said", { spellings, cut: "both" })).toBe("[redacted], he said");
  expect(withoutQuoted("two three, he said", { spellings, cut: "end" })).toBe("two three, he said");
  expect(withoutQuoted("one", { spellings, cut: "both" })).toBe("one");
});
