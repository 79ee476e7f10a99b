import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeClaim } from "../../../server/doors/sharing/describe-claim";
import { decideClaim } from "../../../server/work/claims/decide-claim";
import { findCandidates } from "../../../server/work/claims/find-candidates";
import { listClaimsToReview } from "../../../server/work/claims/list-claims-to-review";
import { makeClaimsCsv } from "../../../server/work/claims/make-claims-csv";
import { proposeClaim } from "../../../server/work/claims/propose-claim";
import { readClaims } from "../../../server/work/claims/read-claims";
import { decideSurvey } from "../../../server/work/surveys/decide-survey";
import { exportRows } from "../../../server/work/surveys/export-csv";
import { importSurvey } from "../../../server/work/surveys/import-survey";
import { proposeSurvey } from "../../../server/work/surveys/propose-survey";
import { readStatistics } from "../../../server/work/surveys/read-statistics";
import { readSurveyProposal } from "../../../server/work/surveys/read-survey-proposal";
import { mergeCategories, mergeWaves, retract } from "../../../server/work/surveys/retract";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";
import { csvOf } from "./csv";

const TEXT = "**Ann:** About 65 percent use JavaScript at work.\n\n**Bo:** And 30 percent use Go at work.\n";
const bytes = (csv: string) => [new TextEncoder().encode(csv)];
const row = (category: string, value: string, more = {}) => ({
  ...{ survey: "tools", wave: "2021", question: "language", wording: "Which do you use?", base_n: "100" },
  ...{ field_start: "", field_end: "", response_type: "multiple", category, value, ...more },
});
const SURVEY = csvOf(
  row("JavaScript", "65"),
  row("Javascript", "66", { source: "https://example.org/other" }),
  row("javascript", "64"),
  row("Go", "31"),
);

let database: TestDatabase;
let ann: { id: string; name: string };
let mo: { id: string; name: string };
let documentId: number;
let showId: number;

beforeEach(async () => {
  database = await createTestDatabase();
  const { db } = database;
  [ann, mo] = [await person(db, "ann"), await person(db, "mo")];
  ({ id: showId } = await makeShow(db, { slug: "tools" }));
  documentId = await makeDocument(db, { showId, text: TEXT, duration: 60 });
  await grant(db, mo, showId, "maintainer");
  expect(await importSurvey(db, bytes(SURVEY))).toMatchObject({ ok: true, added: 4, retracted: 0 });
});
afterEach(() => database.drop());

const category = (label: string, wave = "2021") =>
  database.db.category.findFirstOrThrow({ where: { label, question: { wave: { name: wave } } } });
const statistic = async (label: string, wave = "2021") =>
  database.db.statistic.findFirstOrThrow({ where: { categoryId: (await category(label, wave)).id } });
const live = async () =>
  (await exportRows(database.db, { survey: "tools" })).map(
    ({ category: label, value }) => `${label} ${value}`,
  );
const queued = async () =>
  (await listClaimsToReview(database.db, { showIds: [showId] })).map(({ reasons }) => reasons);

async function claimOn(label: string, publish = true) {
  const { db } = database;
  const { id: statisticId } = await statistic(label);
  const sent = await proposeClaim(db, {
    ...{ author: ann, documentId, segmentId: 1, exact: "About 65 percent use JavaScript" },
    quantity: { kind: "percent", value: 65, unit: "percent", comparator: "about", form: "digits" },
    ...{ scope: "sample", base: null, proposition: null, evidence: { statisticId, note: null } },
  });
  if (!sent.ok) throw new Error(sent.reason);
  if (publish) {
    const decision = { claimId: sent.claimId, decider: mo, decision: "publish", reason: null } as const;
    expect(await decideClaim(db, decision)).toEqual({ ok: true });
  }
  return sent.claimId;
}

describe("a statistic that is taken back", () => {
  it("is nowhere offered, and the claims on it wait with the reason", async () => {
    const { db } = database;
    const claimId = await claimOn("JavaScript");
    const { id } = await statistic("JavaScript");
    const what = { statisticIds: [id] };
    expect(await retract(db, { by: ann, reason: "It was wrong.", what })).toEqual({
      ...{ ok: false, reason: "not-allowed" },
    });
    expect(await retract(db, { by: mo, reason: "  ", what })).toEqual({ ok: false, reason: "no-reason" });
    expect(await queued()).toEqual([]);
    const linkedData = async () => {
      const [read] = await readClaims(db, [claimId]);
      return read && describeClaim(read, "https://record.example");
    };
    expect(await linkedData()).toMatchObject({ reviewRating: { alternateName: "Supported" } });
    expect(await retract(db, { by: mo, reason: "It was wrong.", what })).toEqual({
      ...{ ok: true, statistics: 1, claims: 1 },
    });
    expect(await retract(db, { by: mo, reason: "Again.", what })).toEqual({
      ok: false,
      reason: "no-statistic",
    });
    expect(await live()).not.toContain("JavaScript 65");
    expect((await readStatistics(db, { survey: "tools" })).map((one) => one.id)).not.toContain(id);
    const said = { quote: "65 percent use JavaScript", sentence: "", published: null };
    const { statistics } = await findCandidates(db, {
      ...{ nearby: [], said },
      quantity: { kind: "percent", value: 65, unit: "percent", comparator: "stated" },
    });
    expect(statistics.map((one) => one.id)).not.toContain(id);
    expect(await queued()).toEqual([["retracted"]]);
    expect(await linkedData()).toBeNull();
    const { body } = await makeClaimsCsv(db, { siteUrl: "https://record.example" });
    expect(String(body)).toContain("It was wrong.");
    const [claim] = await readClaims(db, [claimId]);
    expect(claim?.evidence[0]).toMatchObject({
      statistic: { value: 65, retracted: "It was wrong." },
      comparison: { outcome: "matches" },
    });
    await decideClaim(db, { claimId, decider: mo, decision: "keep", reason: null });
    expect(await queued()).toEqual([]);
    // A file that has it brings it back.
    expect(await importSurvey(db, bytes(SURVEY))).toMatchObject({ ok: true, added: 0 });
    expect(await live()).toContain("JavaScript 65");
  });

  it("cannot be linked, and a claim that waits on it cannot be published", async () => {
    const { db } = database;
    const claimId = await claimOn("JavaScript", false);
    const { id: waveId } = await db.wave.findFirstOrThrow();
    expect(await retract(db, { by: mo, reason: "All wrong.", what: { waveId } })).toMatchObject({
      statistics: 4,
    });
    expect(await decideClaim(db, { claimId, decider: mo, decision: "publish", reason: null })).toEqual({
      ...{ ok: false, reason: "statistic-retracted" },
    });
    await db.claim.update({ where: { id: claimId }, data: { status: "withdrawn" } });
    await expect(claimOn("Go")).rejects.toThrow("no-statistic");
  });
});

describe("two spellings of one answer", () => {
  it("are merged: figures move, one that is there twice is taken back, and files may have either", async () => {
    const { db } = database;
    await claimOn("javascript");
    const into = (await category("JavaScript")).id;
    const why = { by: mo, reason: "One answer." };
    const of = async (label: string) =>
      mergeCategories(db, { ...why, from: (await category(label)).id, into });
    // Another source's figure moves; the same source's is there already.
    expect(await of("Javascript")).toEqual({ ok: true, statistics: 1, claims: 0 });
    expect(await of("javascript")).toEqual({ ok: true, statistics: 1, claims: 1 });
    expect(await of("Go")).toMatchObject({ ok: true });
    expect(await of("Javascript")).toEqual({ ok: false, reason: "not-mergeable" });
    expect(await of("JavaScript")).toEqual({ ok: false, reason: "not-mergeable" });
    expect((await live()).sort()).toEqual(["JavaScript 65", "JavaScript 66"]);
    expect(await queued()).toEqual([["retracted"]]);
    // Rows that come to be one statistic: the one with the name counts.
    expect(await importSurvey(db, bytes(SURVEY))).toMatchObject({ ok: true, added: 0, changed: 0 });
    expect((await live()).sort()).toEqual(["JavaScript 65", "JavaScript 66"]);
    expect(await importSurvey(db, bytes(csvOf(row("javascript", "70"))))).toMatchObject({ changed: 1 });
    expect(await live()).toContain("JavaScript 70");
  });

  it("keep the figure that counts where the other one was taken back", async () => {
    const { db } = database;
    const there = await statistic("JavaScript");
    await retract(db, { by: mo, reason: "A misprint.", what: { statisticIds: [there.id] } });
    const [from, into] = [(await category("javascript")).id, (await category("JavaScript")).id];
    expect(await mergeCategories(db, { by: mo, reason: "One answer.", from, into })).toMatchObject({
      ...{ ok: true, statistics: 1 },
    });
    expect(await live()).toContain("JavaScript 64");
    expect(await db.statistic.findUniqueOrThrow({ where: { id: there.id } })).toMatchObject({
      ...{ version: 2, retractedAt: null, retractionReason: null },
    });
  });

  it("are not those of two questions", async () => {
    const { db } = database;
    await importSurvey(db, bytes(csvOf(row("Vim", "20", { question: "editor" }))));
    const [from, into] = [(await category("Go")).id, (await category("Vim")).id];
    expect(await mergeCategories(db, { by: mo, reason: "Why", from, into })).toEqual({
      ...{ ok: false, reason: "not-mergeable" },
    });
  });
});

describe("two names of one wave", () => {
  it("are merged question by question", async () => {
    const { db } = database;
    const other = { wave: "2021 edition" };
    await importSurvey(
      db,
      bytes(
        csvOf(
          row("Go", "31", other),
          row("Rust", "7", other),
          row("Vim", "20", { ...other, question: "editor" }),
        ),
      ),
    );
    const wave = async (name: string) => (await db.wave.findFirstOrThrow({ where: { name } })).id;
    const [from, into] = [await wave("2021 edition"), await wave("2021")];
    expect(await mergeWaves(db, { by: ann, reason: "One wave.", from, into })).toMatchObject({
      reason: "not-allowed",
    });
    expect(await mergeWaves(db, { by: mo, reason: "One wave.", from, into })).toMatchObject({ ok: true });
    expect((await live()).sort()).toEqual([
      ...["Go 31", "JavaScript 65", "Javascript 66", "Rust 7", "Vim 20", "javascript 64"],
    ]);
    const [first] = await readStatistics(db, { survey: "tools" });
    expect(first?.survey.editions.map(({ name }) => name)).toEqual(["2021"]);
    expect(await importSurvey(db, bytes(csvOf(row("Rust", "8", other))))).toMatchObject({
      added: 0,
      changed: 1,
    });
    expect(await live()).toContain("Rust 8");
    expect(await mergeWaves(db, { by: mo, reason: "Back.", from: into, into: from })).toMatchObject({
      reason: "not-mergeable",
    });
  });
});

describe("two waves in which two spellings are one answer of the other", () => {
  it("are merged into one figure for each statistic", async () => {
    const { db } = database;
    const other = { wave: "2021 edition" };
    const into = (await category("JavaScript")).id;
    const why = { by: mo, reason: "One answer." };
    await mergeCategories(db, { ...why, from: (await category("javascript")).id, into });
    await importSurvey(
      db,
      bytes(
        csvOf(
          row("javascript", "70", { ...other, base: "students" }),
          row("JavaScript", "71", { ...other, base: "students" }),
          row("Javascript", "72", { ...other, source: "https://example.org/third" }),
        ),
      ),
    );
    const wave = async (name: string) => (await db.wave.findFirstOrThrow({ where: { name } })).id;
    expect(
      await mergeWaves(db, { ...why, from: await wave("2021 edition"), into: await wave("2021") }),
    ).toEqual({ ok: true, statistics: 3, claims: 0 });
    expect((await live()).sort()).toEqual([
      ...["Go 31", "JavaScript 65", "JavaScript 70", "Javascript 66", "Javascript 72"],
    ]);
  });
});

describe("a corrected file", () => {
  const corrected = csvOf(row("JavaScript", "65"), row("Go", "32"));

  it("takes out what it does not have only where it is said to be the whole", async () => {
    const { db } = database;
    await importSurvey(db, bytes(csvOf(row("Go", "20", { wave: "2020" }))));
    expect(await importSurvey(db, bytes(corrected))).toMatchObject({ changed: 1, retracted: 0 });
    expect(await live()).toHaveLength(5);
    expect(await importSurvey(db, bytes(corrected), { replaces: true })).toMatchObject({
      changed: 0,
      retracted: 2,
    });
    // Another wave stays.
    expect(await live()).toEqual(["Go 20", "JavaScript 65", "Go 32"]);
  });

  it("shows the reviewer what it would take out, and does so when it is published", async () => {
    const { db } = database;
    await claimOn("javascript");
    const proposed = await proposeSurvey(db, {
      ...{ author: ann, csv: new TextEncoder().encode(corrected), about: {}, note: null, replaces: true },
    });
    if (!proposed.ok) throw new Error(proposed.reason);
    const read = await readSurveyProposal(db, proposed.id);
    expect(read?.missing.map(({ category: label }) => label)).toEqual(["Javascript", "javascript"]);
    expect(read?.changed).toHaveLength(1);
    expect(await live()).toHaveLength(4);
    expect(
      await decideSurvey(db, { id: proposed.id, decider: mo, decision: "publish", reason: null }),
    ).toMatchObject({ ok: true, retracted: 2 });
    expect(await live()).toEqual(["JavaScript 65", "Go 32"]);
    expect(await queued()).toEqual([["retracted"]]);
  });
});
