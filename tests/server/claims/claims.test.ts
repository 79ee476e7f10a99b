import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendRevisions } from "../../../server/text/documents/append-revisions";
import { decideClaim } from "../../../server/work/claims/decide-claim";
import { listClaimsToReview } from "../../../server/work/claims/list-claims-to-review";
import { type ProposedClaim, proposeClaim } from "../../../server/work/claims/propose-claim";
import { withdrawClaim } from "../../../server/work/claims/withdraw-claim";
import { importSurvey } from "../../../server/work/surveys/import-survey";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { csvOf } from "../surveys/csv";

const SAID =
  "**Ann:** \\[00:10\\] We asked around. About a third of them said so.\n\nA third of them. \\[unintelligible 00:00:20.00\\] A third of them?\n\n**Bob:** Fine.\n";

let database: TestDatabase;
let documentId: number;
let statisticId: number;
let nth = 0;
const people = { ann: "", bob: "", mo: "", own: "" };

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  for (const handle of Object.keys(people) as (keyof typeof people)[])
    people[handle] = (await db.user.create({ data: { handle, name: handle } })).id;
  await importSurvey(db, [
    new TextEncoder().encode(
      csvOf(
        { value: "40" },
        { category: "no", source: "stated on air, x-1 at 00:00:12", source_type: "on-air" },
      ),
    ),
  ]);
  statisticId = (await db.statistic.findFirstOrThrow({ where: { category: { label: "yes" } } })).id;
});
afterAll(() => database.drop());

beforeEach(async () => {
  const { db } = database;
  nth += 1;
  const slug = `x${nth}`;
  const show = await db.show.create({ data: { slug, title: slug, filePrefix: slug } });
  await db.showRole.createMany({
    data: [
      { userId: people.mo, showId: show.id, role: "maintainer" },
      { userId: people.own, showId: show.id, role: "owner" },
      { userId: people.bob, showId: show.id, role: "trusted" },
    ],
  });
  const episode = await db.episode.create({
    data: { showId: show.id, slug: "1", sortKey: "1", title: "One", durationSeconds: 40 },
  });
  documentId = await db.$transaction(async (tx) => {
    const { id } = await tx.document.create({
      data: { episodeId: episode.id, kind: "transcript", path: `${slug}/x-1.md` },
    });
    await appendRevisions(tx, [
      { documentId: id, base: 0, text: SAID, summary: "made", author: { name: "A", id: null } },
    ]);
    return id;
  });
});

const edit = (text: string, base = 1) =>
  database.db.$transaction((tx) =>
    appendRevisions(tx, [{ documentId, base, text, summary: "edit", author: { name: "A", id: null } }]),
  );

const propose = (more: Partial<ProposedClaim> = {}) =>
  proposeClaim(database.db, {
    author: { id: people.ann, name: "Ann" },
    documentId,
    segmentId: 1,
    exact: "About a third of them",
    quantity: { kind: "percent", value: 33.33, unit: "percent", comparator: "about", form: "fraction" },
    scope: "sample",
    base: null,
    proposition: null,
    evidence: { statisticId, note: null },
    ...more,
  });
const proposed = async (more: Partial<ProposedClaim> = {}) => {
  const done = await propose(more);
  if (!done.ok) throw new Error(done.reason);
  return done.claimId;
};
const decide = (
  claimId: number,
  decision: "publish" | "reject" | "retire" | "keep",
  who: keyof typeof people = "mo",
  reason: string | null = null,
) => decideClaim(database.db, { claimId, decider: { id: people[who], name: who }, decision, reason });
const anchorOf = (claimId: number) => database.db.claimAnchor.findFirstOrThrow({ where: { claimId } });
const read = (claimId: number) =>
  database.db.claim.findUniqueOrThrow({ where: { id: claimId }, include: { evidence: true } });

describe("proposing a claim", () => {
  it("keeps where it was said, when, by whom, and what the comparison came to", async () => {
    const done = await propose();
    expect(done).toMatchObject({ ok: true, comparison: { outcome: "differs" } });
    const id = done.ok ? done.claimId : 0;
    const anchor = await anchorOf(id);
    expect(anchor).toMatchObject({
      exact: "About a third of them",
      prefix: "We asked around. ",
      suffix: " said so.",
      firstWord: 3,
      lastWord: 7,
      revision: 1,
      lostAt: null,
    });
    expect(anchor.seconds).toBeGreaterThan(10);
    expect(anchor.seconds).toBeLessThan(14);
    expect(await read(id)).toMatchObject({
      status: "proposed",
      speaker: "Ann",
      evidence: [{ relation: "refutes", outcome: "differs", statisticVersion: 1, status: "proposed" }],
    });
  });

  it.each([
    ["nothing", { exact: "  " }, "no-words"],
    ["words that are not there", { exact: "About a quarter" }, "words-changed"],
    ["words of two paragraphs", { exact: "said so. A third" }, "words-changed"],
    ["words over a gap", { segmentId: 2, exact: "of them. A third" }, "over-gap"],
    ["words that are there twice", { segmentId: 2, exact: "A third of them" }, "several-places"],
    ["a paragraph that is not there", { segmentId: 99 }, "no-segment"],
    ["a document that is not there", { documentId: 0 }, "no-document"],
    ["a statistic that is not there", { evidence: { statisticId: 0, note: null } }, "no-statistic"],
    [
      "a statistic that was corrected meanwhile",
      { evidence: { statisticId: 1, version: 7, note: null } },
      "statistic-changed",
    ],
  ])("refuses %s, and keeps nothing", async (_, more, reason) => {
    const before = await database.db.claim.count();
    expect(await propose(more)).toEqual({ ok: false, reason });
    expect(await database.db.claim.count()).toBe(before);
  });

  it("tells one of two alike by its first word", async () => {
    const id = await proposed({ segmentId: 2, exact: "A third of them", firstWord: 4 });
    expect(await anchorOf(id)).toMatchObject({ firstWord: 4, lastWord: 7 });
  });

  it("refuses the very same words twice", async () => {
    await proposed();
    expect(await propose()).toEqual({ ok: false, reason: "already-claimed" });
  });

  it("does not take an episode's own figure for evidence", async () => {
    const onAir = await database.db.statistic.findFirstOrThrow({ where: { category: { label: "no" } } });
    expect(await propose({ evidence: { statisticId: onAir.id, note: null } })).toMatchObject({
      ok: true,
      comparison: { outcome: "not comparable", reason: "same-source" },
    });
  });
});

describe("deciding about a claim", () => {
  it("publishes it with its evidence", async () => {
    const id = await proposed();
    expect(await decide(id, "publish")).toEqual({ ok: true });
    expect(await read(id)).toMatchObject({
      status: "published",
      deciderName: "mo",
      evidence: [{ status: "accepted" }],
    });
    const { episodeId } = await read(id);
    expect(await database.db.episode.findUnique({ where: { id: episodeId } })).toMatchObject({
      claimsVersion: 1,
    });
  });

  it("is for maintainers and owners, and not about one's own unless one owns the show", async () => {
    const id = await proposed();
    expect(await decide(id, "publish", "ann")).toEqual({ ok: false, reason: "not-allowed" });
    expect(await decide(id, "publish", "bob")).toEqual({ ok: false, reason: "not-allowed" });
    expect(await decide(0, "publish")).toEqual({ ok: false, reason: "no-claim" });
    const own = await proposed({ author: { id: people.mo, name: "mo" }, exact: "We asked" });
    expect(await decide(own, "publish")).toEqual({ ok: false, reason: "own-claim" });
    const owners = await proposed({ author: { id: people.own, name: "own" }, exact: "said so" });
    expect(await decide(owners, "publish", "own")).toEqual({ ok: true });
  });

  it("gives a reason where it says no, and happens once", async () => {
    const id = await proposed();
    expect(await decide(id, "retire", "mo", "old")).toEqual({ ok: false, reason: "already-decided" });
    expect(await decide(id, "reject", "mo", "  ")).toEqual({ ok: false, reason: "no-reason" });
    const both = await Promise.all([decide(id, "publish"), decide(id, "reject", "own", "no claim")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both).toContainEqual({ ok: false, reason: "already-decided" });
  });

  it("retires what was published, for a reason", async () => {
    const id = await proposed();
    await decide(id, "publish");
    expect(await decide(id, "retire", "mo", "The figure was withdrawn.")).toEqual({ ok: true });
    expect(await read(id)).toMatchObject({ status: "retired", reason: "The figure was withdrawn." });
  });

  it("comes too late for what was withdrawn, which only its author does", async () => {
    const id = await proposed();
    expect(await withdrawClaim(database.db, { claimId: id, personId: people.bob })).toEqual({
      ok: false,
      reason: "no-claim",
    });
    expect(await withdrawClaim(database.db, { claimId: id, personId: people.ann })).toEqual({ ok: true });
    expect(await withdrawClaim(database.db, { claimId: id, personId: people.ann })).toEqual({
      ok: false,
      reason: "already-decided",
    });
    expect(await decide(id, "publish")).toEqual({ ok: false, reason: "already-decided" });
  });

  it("cannot publish what is not said any more", async () => {
    const id = await proposed();
    await edit(SAID.replace("About a third", "Some"));
    expect(await decide(id, "publish")).toEqual({ ok: false, reason: "lost" });
  });
});

describe("an edit", () => {
  it("carries a claim along, with its paragraph, its words and what stands around them", async () => {
    const id = await proposed();
    await edit(`**Cy:** Hello there.\n\n${SAID.replace("around.", "around, twice.")}`);
    const anchor = await anchorOf(id);
    expect(anchor).toMatchObject({
      exact: "About a third of them",
      prefix: "We asked around, twice. ",
      firstWord: 4,
      revision: 2,
      lostAt: null,
    });
    expect(anchor.segmentId).toBe(1);
  });

  it("orphans a claim whose words it changed, though the like stand elsewhere, and finds it when they come back", async () => {
    const id = await proposed();
    await edit(SAID.replace("About a third of them said so.", "Some did."));
    expect(await anchorOf(id)).toMatchObject({
      exact: "About a third of them",
      segmentId: 1,
      revision: 1,
      lostAt: 2,
    });
    await edit(SAID, 2);
    expect(await anchorOf(id)).toMatchObject({ exact: "About a third of them", revision: 3, lostAt: null });
  });

  it("that takes a claim's words is told to the show's maintainers, until they let it stand", async () => {
    const id = await proposed();
    await decide(id, "publish");
    const { showId } = await database.db.episode.findFirstOrThrow({ where: { claims: { some: { id } } } });
    const waiting = async () =>
      (await listClaimsToReview(database.db, { showIds: [showId] })).map((one) => [one.id, one.reasons]);
    expect(await waiting()).toEqual([]);
    await edit(SAID.replace("About a third", "Some"));
    expect(await waiting()).toEqual([[id, ["lost"]]]);
    expect(await decide(id, "keep", "bob")).toEqual({ ok: false, reason: "not-allowed" });
    expect(await decide(id, "keep")).toEqual({ ok: true });
    expect(await waiting()).toEqual([]);
  });

  it("orphans a claim whose paragraph it took out, and one it finds moved it follows", async () => {
    const gone = await proposed();
    const moved = await proposed({ segmentId: 3, exact: "Fine", evidence: null });
    await edit(SAID.slice(SAID.indexOf("A third")));
    expect(await anchorOf(gone)).toMatchObject({ lostAt: 2 });
    expect(await anchorOf(moved)).toMatchObject({ lostAt: null, segmentId: 3 });
  });
});

describe("the database", () => {
  it("holds what must be true of claims, anchors and evidence", async () => {
    const { db } = database;
    const id = await proposed();
    const claim = (data: object) => db.claim.update({ where: { id }, data });
    await expect(claim({ status: "published" })).rejects.toThrow(/claims_decided/);
    await expect(claim({ status: "rejected", decidedAt: new Date(), deciderName: "mo" })).rejects.toThrow(
      /claims_reason/,
    );
    await expect(claim({ scope: "everyone" })).rejects.toThrow(/claims_scope/);
    await expect(claim({ quantity: {} })).rejects.toThrow(/claims_quantity/);
    const { id: anchorId } = await anchorOf(id);
    const anchor = (data: object) => db.claimAnchor.update({ where: { id: anchorId }, data });
    await expect(anchor({ segmentId: 99 })).rejects.toThrow(/segment_fkey/);
    await expect(anchor({ revision: 9 })).rejects.toThrow(/revision_fkey/);
    await expect(anchor({ lastWord: 0 })).rejects.toThrow(/words/);
    await expect(anchor({ exact: "" })).rejects.toThrow(/quote/);
    const [evidence] = (await read(id)).evidence;
    const link = (data: object) => db.evidence.update({ where: { id: evidence?.id ?? 0 }, data });
    await expect(link({ statisticVersion: 9 })).rejects.toThrow(
      /evidence_statistic_id_statistic_version_fkey/,
    );
    await expect(link({ outcome: "true" })).rejects.toThrow(/outcome/);
    await expect(link({ outcome: "not comparable" })).rejects.toThrow(/reason/);
    await expect(
      db.evidence.create({
        data: {
          claimId: id,
          statisticId,
          statisticVersion: 1,
          relation: "context",
          outcome: "close",
          proposerName: "x",
        },
      }),
    ).rejects.toThrow(/[Uu]nique/);
  });
});
