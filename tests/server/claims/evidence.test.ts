import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../server/db";
import { findEpisode } from "../../../server/text/episodes/find-episode";
import { addEvidence } from "../../../server/work/claims/add-evidence";
import { decideClaim } from "../../../server/work/claims/decide-claim";
import { decideEvidence, type EvidenceDecision } from "../../../server/work/claims/decide-evidence";
import { draftClaim, draftEvidence, listQuantities } from "../../../server/work/claims/draft-claim";
import { listClaims } from "../../../server/work/claims/list-claims";
import { listClaimsToReview } from "../../../server/work/claims/list-claims-to-review";
import { proposeClaim } from "../../../server/work/claims/propose-claim";
import { readClaims } from "../../../server/work/claims/read-claims";
import { withdrawEvidence } from "../../../server/work/claims/withdraw-claim";
import { importSurvey } from "../../../server/work/surveys/import-survey";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";
import { csvOf } from "../surveys/csv";

const SAID =
  "**Ann:** \\[00:10\\] We asked what they read. A third of them said books.\n\n**Bob:** And 40% said nothing at all.\n\nSo ...about 10% were neither, and that is all that I have to say about what these people read, or would read.\n";

let database: TestDatabase;
let people: Record<"ann" | "bob" | "mo" | "own", { id: string; name: string }>;
let documentId: number;
let showId: number;
const statistics: Record<string, number> = {};

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const [ann, bob, mo, own] = await Promise.all(["ann", "bob", "mo", "own"].map((name) => person(db, name)));
  people = { ann: ann!, bob: bob!, mo: mo!, own: own! };
  ({ id: showId } = await makeShow(db, { slug: "held" }));
  documentId = await makeDocument(db, { showId, text: SAID, path: "held/one.md", duration: 40 });
  await grant(db, people.mo, showId, "maintainer");
  await grant(db, people.own, showId, "owner");
  const rows = ["books", "papers", "nothing"].map((category) => ({
    ...{ category, question: `q-${category}`, wording: `Do you read ${category}?`, base: "students" },
  }));
  await importSurvey(db, [new TextEncoder().encode(csvOf(...rows))]);
  for (const { id, category } of await db.statistic.findMany({ include: { category: true } }))
    statistics[category.label] = id;
});
afterAll(() => database.drop());

const where = async () => {
  const episode = await findEpisode(database.db, { show: "held", slug: "1" });
  return { transcript: episode!.transcript!, duration: 40, publishedAt: episode!.publishedAt };
};

let claims = 0;
/** A published claim, compared with the share of people who read books. */
async function published(): Promise<{ claimId: number; evidenceId: number }> {
  const { db } = database;
  const proposed = await proposeClaim(db, {
    ...{ author: people.ann, documentId, segmentId: 1, firstWord: claims++ },
    exact: SAID.replace(/\*\*Ann:\*\* \\\[00:10\\\] /, "").split(/\s+/)[claims - 1] ?? "",
    quantity: { kind: "percent", value: 33.33, unit: "percent", comparator: "stated", form: "fraction" },
    ...{ scope: "sample", base: null, proposition: null },
    evidence: { statisticId: statistics.books ?? 0, note: null },
  });
  if (!proposed.ok) throw new Error(proposed.reason);
  const { claimId } = proposed;
  await decideClaim(db, { claimId, decider: people.mo, decision: "publish", reason: null });
  const { id } = await db.evidence.findFirstOrThrow({ where: { claimId } });
  return { claimId, evidenceId: id };
}
const add = (claimId: number, category: string, author = people.ann, version?: number) =>
  addEvidence(database.db, {
    ...{ author, claimId },
    evidence: { statisticId: statistics[category] ?? 0, version, note: "See this too." },
  });
const added = async (claimId: number, category: string, author = people.ann) => {
  const done = await add(claimId, category, author);
  if (!done.ok) throw new Error(done.reason);
  return done.evidenceId;
};
const decide = (
  evidenceId: number,
  decision: EvidenceDecision["decision"],
  decider = people.mo,
  reason: string | null = null,
) => decideEvidence(database.db, { evidenceId, decider, decision, reason });
const shown = async (claimId: number) =>
  (await readClaims(database.db, [claimId]))[0]?.evidence.map(({ statistic }) => statistic.category);

describe("one more figure for a claim", () => {
  it("is seen by nobody but who decides, until it is accepted", async () => {
    const { claimId } = await published();
    const evidenceId = await added(claimId, "papers");
    expect(await shown(claimId)).toEqual(["books"]);
    const [waiting] = await readClaims(database.db, [claimId], { waiting: true });
    expect(waiting?.evidence.map(({ status, note }) => [status, note])).toEqual([
      ["accepted", null],
      ["proposed", "See this too."],
    ]);
    expect((await listClaims(database.db, { survey: "s-1" })).claims[0]?.evidence).toHaveLength(1);
    const reasons = async () =>
      (await listClaimsToReview(database.db, { showIds: [showId] })).find(({ id }) => id === claimId)
        ?.reasons;
    expect(await reasons()).toEqual(["evidence"]);
    expect(await decide(evidenceId, "accept")).toEqual({ ok: true });
    expect(await reasons()).toBeUndefined();
    expect(await shown(claimId)).toEqual(["books", "papers"]);
    expect(await decide(evidenceId, "accept")).toEqual({ ok: false, reason: "already-decided" });
  });

  it("is decided by maintainers, not one's own, and turned away with a reason", async () => {
    const { claimId } = await published();
    const evidenceId = await added(claimId, "papers", people.mo);
    expect(await decide(evidenceId, "accept", people.ann)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await decide(evidenceId, "accept", people.mo)).toEqual({ ok: false, reason: "own-claim" });
    expect(await decide(evidenceId, "reject", people.mo, " ")).toEqual({ ok: false, reason: "no-reason" });
    expect(await decide(evidenceId, "renew")).toEqual({ ok: false, reason: "already-decided" });
    expect(await decide(evidenceId, "reject", people.mo, "It asks something else.")).toEqual({ ok: true });
    expect(await decide(0, "accept")).toEqual({ ok: false, reason: "no-claim" });
    expect(await shown(claimId)).toEqual(["books"]);
    // A rejected link may be proposed again; an existing one may not.
    expect(await add(claimId, "papers")).toMatchObject({ ok: true });
    expect(await add(claimId, "papers", people.bob)).toEqual({ ok: false, reason: "already-linked" });
    expect(await add(claimId, "books")).toEqual({ ok: false, reason: "already-linked" });
  });

  it("is refused where there is no claim, no such figure, or another by now", async () => {
    const { claimId } = await published();
    expect(await add(0, "papers")).toEqual({ ok: false, reason: "no-claim" });
    expect(await add(claimId, "gone")).toEqual({ ok: false, reason: "no-statistic" });
    expect(await add(claimId, "papers", people.ann, 9)).toEqual({ ok: false, reason: "statistic-changed" });
    await database.db.block.create({
      data: { userId: people.bob.id, showId, reason: "Spam", blockerName: "mo" },
    });
    expect(await add(claimId, "papers", people.bob)).toEqual({ ok: false, reason: "blocked" });
    await database.db.block.deleteMany();
    await decideClaim(database.db, { claimId, decider: people.mo, decision: "retire", reason: "Old." });
    expect(await add(claimId, "papers")).toEqual({ ok: false, reason: "already-decided" });
  });

  it("can be taken back by who proposed it, until it is decided", async () => {
    const { claimId, evidenceId: decided } = await published();
    const evidenceId = await added(claimId, "papers");
    const back = (id: number, { id: personId } = people.ann) =>
      withdrawEvidence(database.db, { evidenceId: id, personId });
    expect(await back(evidenceId, people.bob)).toEqual({ ok: false, reason: "no-claim" });
    expect(await back(evidenceId)).toEqual({ ok: true });
    expect(await back(decided)).toEqual({ ok: false, reason: "already-decided" });
  });

  it("can be taken off again, and a claim that was taken down can be published again", async () => {
    const { claimId, evidenceId } = await published();
    expect(await decide(evidenceId, "reject", people.own, "Another question.")).toEqual({ ok: true });
    expect(await shown(claimId)).toEqual([]);
    expect(await database.db.evidence.findUnique({ where: { id: evidenceId } })).toMatchObject({
      ...{ status: "rejected", deciderName: "own", decisionReason: "Another question." },
    });
    const decision = { claimId, decider: people.mo, reason: "A mistake." };
    await decideClaim(database.db, { ...decision, decision: "retire" });
    expect(await decideClaim(database.db, { ...decision, decision: "publish" })).toEqual({ ok: true });
    expect(await readClaims(database.db, [claimId])).toMatchObject([{ status: "published" }]);
  });
});

describe("what is offered", () => {
  it("has the outcome of each, and says where the base is another or was not stated", async () => {
    const draft = async (base: string | null) => {
      const wanted = { segmentId: 1, exact: "A third of them said books", base };
      const drafted = await draftClaim(database.db, await where(), wanted);
      if (!drafted.ok) throw new Error(drafted.reason);
      return drafted.suggestions[0];
    };
    expect(await draft(null)).toMatchObject({
      ...{ statistic: { category: "books" }, base: "not-stated-on-air" },
      comparison: { outcome: "close", reason: null },
    });
    expect(await draft("students")).toMatchObject({ base: "same", comparison: { outcome: "close" } });
    expect(await draft("teachers")).toMatchObject({
      base: "differs",
      comparison: { outcome: "not comparable", reason: "base" },
    });
  });

  it.each([
    ["nothing", 1, " ", "no-words"],
    ["words of two paragraphs", 1, "said books. And 40%", "words-changed"],
    ["words over a gap", 1, "read [unintelligible] A third", "over-gap"],
    ["words over a gap, as links said it before", 1, "read […] A third", "over-gap"],
    ["words that are there twice", 1, "th", "several-places"],
    ["a paragraph that is not there", 99, "A third", "no-segment"],
  ])("is nothing but a reason for %s", async (_, segmentId, exact, reason) =>
    expect(await draftClaim(database.db, await where(), { segmentId, exact })).toEqual({ ok: false, reason }),
  );

  it("leaves out, for a claim that is there, what it is held against already", async () => {
    const { claimId } = await published();
    const [claim] = await readClaims(database.db, [claimId]);
    const { suggestions } = await draftEvidence(database.db, await where(), claim!);
    const categories = suggestions.map(({ statistic }) => statistic.category);
    expect(categories).toContain("nothing");
    expect(categories).not.toContain("books");
  });

  it("walks through the places where a number is said, without those that are claimed", async () => {
    const places = async () => (await listQuantities(database.db, await where())).map(({ exact }) => exact);
    expect(await places()).toContain("40% said nothing at all");
    const all = await listQuantities(database.db, await where());
    expect(all.some(({ exact }) => exact.startsWith("about 10%"))).toBe(true);
    for (const { before, exact, after } of all) {
      expect(SAID).toContain(before + exact + after);
      expect(before + exact + after, "no word is cut in two").toMatch(
        /^(?:So|And|A|We) .*(?:would|all\.|books\.)$/,
      );
    }
    await proposeClaim(database.db, {
      ...{ author: people.bob, documentId, segmentId: 2, exact: "40% said nothing", evidence: null },
      quantity: { kind: "percent", value: 40, unit: "percent", comparator: "stated" },
      ...{ scope: "sample", base: null, proposition: null },
    });
    expect(await places()).not.toContain("40% said nothing at all");
  });
});

describe("a figure that is taken away while it is being linked", () => {
  it("is linked to nothing, and nothing is half-written", async () => {
    const { db, url } = database;
    const { claimId } = await published();
    await importSurvey(db, [new TextEncoder().encode(csvOf({ category: "doomed", question: "q-doomed" }))]);
    const { id } = await db.statistic.findFirstOrThrow({ where: { category: { label: "doomed" } } });
    const before = await db.evidence.count();
    // The application never deletes one, and the database refuses it.
    await expect(db.statistic.delete({ where: { id } })).rejects.toThrow(
      /statistic_versions_statistic_id_fkey/,
    );
    const other = openDatabase(url);
    let linking: ReturnType<typeof addEvidence> | undefined;
    await other.$transaction(async (tx) => {
      // Bypasses every rule of the database, as its administrator could.
      await tx.$executeRawUnsafe("SET LOCAL session_replication_role = replica");
      await tx.$executeRaw`DELETE FROM statistic_versions WHERE statistic_id = ${id}`;
      await tx.$executeRaw`DELETE FROM statistics WHERE id = ${id}`;
      linking = addEvidence(db, {
        ...{ author: people.ann, claimId, evidence: { statisticId: id, note: null } },
      });
      // Until it waits for the row that is being deleted.
      for (let waits = 0n; waits === 0n; ) {
        const [row] = await tx.$queryRaw<{ waits: bigint }[]>`SELECT count(*) AS waits FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        waits = row?.waits ?? 0n;
      }
    });
    expect(await linking).toEqual({ ok: false, reason: "no-statistic" });
    expect(await db.evidence.count()).toBe(before);
    await other.$disconnect();
  });
});

describe("the database", () => {
  it("holds who decided about a figure and why, and that it stands beside a claim once", async () => {
    const { db } = database;
    const { claimId, evidenceId } = await published();
    const update = (data: object) => db.evidence.update({ where: { id: evidenceId }, data });
    await expect(update({ decidedAt: null })).rejects.toThrow(/evidence_decided/);
    await expect(update({ status: "proposed" })).rejects.toThrow(/evidence_decided/);
    await expect(update({ status: "rejected" })).rejects.toThrow(/evidence_decision_reason/);
    const { id: _, ...held } = await db.evidence.findUniqueOrThrow({ where: { id: evidenceId } });
    await expect(db.evidence.create({ data: { ...held, claimId } })).rejects.toThrow(/[Uu]nique/);
    await update({ status: "replaced" });
    await db.evidence.create({ data: { ...held, claimId } });
  });
});

describe("the wave of a survey", () => {
  it("is the one that the episode's date and the words name; another one refutes nothing", async () => {
    const { db } = database;
    const wave = (name: string) =>
      csvOf({
        ...{ survey: "waves", wave: name, field_start: `${name}-03-01`, field_end: `${name}-04-01` },
        ...{ category: "books", question: "q-books", base: "students", value: "80" },
      });
    await importSurvey(db, [new TextEncoder().encode(wave("2018"))]);
    await importSurvey(db, [new TextEncoder().encode(wave("2021"))]);
    const [old, late] = await db.statistic.findMany({
      where: { category: { question: { wave: { survey: { slug: "waves" } } } } },
      orderBy: { category: { question: { wave: { name: "asc" } } } },
    });
    const offered = async (published: string | null) => {
      await db.episode.updateMany({
        where: { slug: "1", show: { slug: "held" } },
        data: { publishedAt: published === null ? null : new Date(published) },
      });
      const exact = SAID.replace(/\*\*Ann:\*\* \\\[00:10\\\] /, "").split(/\s+/)[0] ?? "";
      const quantity = {
        kind: "percent",
        value: 20,
        unit: "percent",
        comparator: "stated",
        form: "digits",
      } as const;
      const drafted = await draftClaim(db, await where(), { segmentId: 1, exact, firstWord: 0, quantity });
      if (!drafted.ok) throw new Error(drafted.reason);
      const by = (id: number | undefined) =>
        drafted.suggestions
          .filter(({ statistic }) => statistic.id === id)
          .map(({ comparison, wave, spokenOf }) => [comparison.outcome, comparison.reason, wave, spokenOf]);
      return { old: by(old?.id), late: by(late?.id) };
    };
    expect(await offered("2018-09-01")).toEqual({
      old: [["differs", null, "same", null]],
      late: [["not comparable", "wave", "other", "2018"]],
    });
    expect(await offered("2022-09-01")).toEqual({
      old: [["not comparable", "wave", "other", "2021"]],
      late: [["differs", null, "same", null]],
    });
    expect(await offered(null)).toEqual({
      old: [["differs", null, "unknown", null]],
      late: [["differs", null, "unknown", null]],
    });
  });
});
