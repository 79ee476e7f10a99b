import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decideSurvey } from "../../../server/work/surveys/decide-survey";
import { exportCsv } from "../../../server/work/surveys/export-csv";
import { listSurveyProposals } from "../../../server/work/surveys/list-survey-proposals";
import { listSurveys } from "../../../server/work/surveys/list-surveys";
import {
  type ProposedAbout,
  proposeSurvey,
  withdrawSurvey,
} from "../../../server/work/surveys/propose-survey";
import { readStatistics } from "../../../server/work/surveys/read-statistics";
import { readSurveyProposal } from "../../../server/work/surveys/read-survey-proposal";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeShow, person } from "../contributions/stage";
import { csvOf } from "./csv";

let database: TestDatabase;
let people: Record<"ann" | "bob" | "mo" | "ada", { id: string; name: string }>;
let nth = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const ada = await person(db, "ada", true);
  const [ann, bob, mo] = await Promise.all(["ann", "bob", "mo"].map((name) => person(db, name)));
  people = { ann: ann!, bob: bob!, mo: mo!, ada };
  const { id } = await makeShow(db);
  await grant(db, people.mo, id, "maintainer");
  await grant(db, people.bob, id, "trusted");
});
afterAll(() => database.drop());

const bytes = (text: string) => new TextEncoder().encode(text);
const propose = (csv: string, author = people.ann, about: ProposedAbout = {}) =>
  proposeSurvey(database.db, { author, csv: bytes(csv), about, note: null });
const proposed = async (csv: string, author = people.ann, about: ProposedAbout = {}) => {
  const done = await propose(csv, author, about);
  if (!done.ok) throw new Error(done.reason);
  return done.id;
};
const decide = (
  id: number,
  decider = people.mo,
  decision: "publish" | "reject" = "publish",
  reason: string | null = null,
) => decideSurvey(database.db, { id, decider, decision, reason });
const survey = () => {
  nth += 1;
  return `p-${nth}`;
};
const slugs = async () => (await listSurveys(database.db)).map(({ slug }) => slug);

describe("a survey that is proposed", () => {
  it("is among the surveys only when it was published, with what the file has no column for", async () => {
    const slug = survey();
    const about = { title: "What people read", sponsor: "A library", mode: "online", sampleSize: 900 };
    const id = await proposed(csvOf({ survey: slug, value: "37" }), people.ann, about);
    expect(await slugs()).not.toContain(slug);
    expect(await listSurveyProposals(database.db, { status: "proposed" })).toMatchObject([
      { id, surveys: [slug], rows: 1, by: "ann" },
    ]);
    expect(await readSurveyProposal(database.db, id)).toMatchObject({ added: 1, changed: [] });
    expect(await decide(id)).toEqual({ ok: true, added: 1, changed: 0, retracted: 0 });
    expect(await readStatistics(database.db, { survey: slug })).toMatchObject([
      {
        value: 37,
        survey: { title: "What people read", sponsor: "A library" },
        wave: { mode: "online", sampleSize: 900, weighting: null },
      },
    ]);
    expect(await listSurveyProposals(database.db, { status: "proposed" })).toEqual([]);
    expect(await listSurveyProposals(database.db, { personId: people.ann.id })).toMatchObject([
      { id, status: "published" },
    ]);
    expect(await decide(id)).toEqual({ ok: false, reason: "already-decided" });
  });

  it("tells whoever decides what would say something else, and what is doubtful", async () => {
    const slug = survey();
    await decide(await proposed(csvOf({ survey: slug, value: "37" }, { survey: slug, category: "no" })));
    const id = await proposed(
      csvOf(
        { survey: slug, value: "38" },
        { survey: slug, category: "no" },
        { survey: slug, category: "maybe", value: "90" },
      ),
    );
    expect(await readSurveyProposal(database.db, id)).toMatchObject({
      added: 1,
      changed: [{ now: { value: 37 }, next: { value: 38 } }],
      warnings: [{ code: "sum-over-100" }, { code: "base-n-missing" }],
    });
  });

  it("is not kept where anything is wrong with it, and all of that is told", async () => {
    const before = await database.db.surveyProposal.count();
    const [header, good] = csvOf({ survey: survey() }).split("\n") as [string, string];
    const broken = [
      ...["=cmd|' /C calc'!A0", "NaN", "-3", "1e309", "101", "<b>40</b>"].map((value) =>
        good.replace(",37,", `,${value},`),
      ),
      good,
      good,
    ];
    const done = await propose([header, ...broken].join("\n"));
    expect(done).toMatchObject({ ok: false, reason: "errors" });
    const told = done.ok || done.reason !== "errors" ? [] : done.read.errors;
    expect(told.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, "value", "constraint-error"],
      [3, "value", "type-error"],
      [4, "value", "constraint-error"],
      [5, "value", "type-error"],
      [6, "value", "constraint-error"],
      [7, "value", "type-error"],
      [9, null, "primary-key"],
    ]);
    expect(await propose(csvOf({ survey: "propose" }))).toMatchObject({ ok: false, reason: "errors" });
    expect(await database.db.surveyProposal.count()).toBe(before);
  });

  it("is decided by whoever reviews at a show, about one's own only by an administrator", async () => {
    const id = await proposed(csvOf({ survey: survey() }), people.mo);
    expect(await decide(id, people.ann)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await decide(id, people.bob)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await decide(id, people.mo)).toEqual({ ok: false, reason: "own-survey" });
    expect(await decide(id, people.mo, "reject", " ")).toEqual({ ok: false, reason: "no-reason" });
    expect(await decide(0)).toEqual({ ok: false, reason: "no-proposal" });
    expect(await decide(id, people.ada)).toMatchObject({ ok: true });
    const own = await proposed(csvOf({ survey: survey() }), people.ada);
    expect(await decide(own, people.ada)).toMatchObject({ ok: true });
  });

  it("is turned away with a reason, and taken back by its author alone", async () => {
    const slug = survey();
    const id = await proposed(csvOf({ survey: slug }));
    expect(await decide(id, people.mo, "reject", "There is no such report.")).toMatchObject({ ok: true });
    expect(await listSurveyProposals(database.db, { personId: people.ann.id })).toMatchObject([
      { id, status: "rejected", reason: "There is no such report." },
      ...(await listSurveyProposals(database.db, { personId: people.ann.id })).slice(1),
    ]);
    const other = await proposed(csvOf({ survey: slug }));
    const back = (personId: string) => withdrawSurvey(database.db, { id: other, personId });
    expect(await back(people.bob.id)).toEqual({ ok: false, reason: "no-proposal" });
    expect(await back(people.ann.id)).toEqual({ ok: true });
    expect(await back(people.ann.id)).toEqual({ ok: false, reason: "already-decided" });
    expect(await decide(other)).toEqual({ ok: false, reason: "already-decided" });
    expect(await slugs()).not.toContain(slug);
  });

  it("does not describe several surveys by one description", async () => {
    const csv = csvOf({ survey: survey() }, { survey: survey() });
    expect(await propose(csv, people.ann, { sponsor: "One" })).toEqual({
      ok: false,
      reason: "several-surveys",
    });
    expect(await propose(csv)).toMatchObject({ ok: true });
  });

  it("can have the same id as another: published at once, both are there, whichever is first", async () => {
    const slug = survey();
    const ids = [
      await proposed(csvOf({ survey: slug, category: "yes" }, { survey: slug, category: "no" })),
      await proposed(csvOf({ survey: slug, category: "yes" }, { survey: slug, category: "maybe" })),
    ];
    const done = await Promise.all(ids.map((id) => decide(id)));
    expect(done.every(({ ok }) => ok)).toBe(true);
    const categories = (await readStatistics(database.db, { survey: slug })).map(({ category }) => category);
    expect(categories.sort()).toEqual(["maybe", "no", "yes"]);
  });

  it("waits with at most 20 of one person, and none of somebody who is blocked", async () => {
    const cy = await person(database.db, "cy");
    for (let count = 0; count < 20; count += 1) await proposed(csvOf({ survey: survey() }), cy);
    expect(await propose(csvOf({ survey: survey() }), cy)).toEqual({ ok: false, reason: "too-many" });
    await database.db.block.create({ data: { userId: cy.id, reason: "Spam", blockerName: "ada" } });
    expect(await propose(csvOf({ survey: survey() }), cy)).toEqual({ ok: false, reason: "blocked" });
  });
});

describe("the database", () => {
  it("holds what must be true of a proposal", async () => {
    const id = await proposed(csvOf({ survey: survey() }));
    const update = (data: object) => database.db.surveyProposal.update({ where: { id }, data });
    await expect(update({ status: "published" })).rejects.toThrow(/survey_proposals_decided/);
    await expect(update({ status: "rejected", decidedAt: new Date(), deciderName: "mo" })).rejects.toThrow(
      /survey_proposals_reason/,
    );
    await expect(update({ csv: "" })).rejects.toThrow(/survey_proposals_csv/);
    await expect(update({ surveys: [] })).rejects.toThrow(/survey_proposals_rows/);
    await expect(update({ about: [] })).rejects.toThrow(/survey_proposals_about/);
  });
});

it("goes out question by question as it came in, HTML and all", async () => {
  const slug = survey();
  const csv = csvOf(
    { survey: slug, question: "q-1", category: "<script>alert(1)</script>", note: 'a "quote", and more' },
    { survey: slug, question: "q-2", category: "plain" },
  );
  await decide(await proposed(csv));
  expect(await exportCsv(database.db, { survey: slug })).toBe(csv);
  const [header, , second] = csv.split("\n");
  expect(await exportCsv(database.db, { survey: slug, question: "q-2" })).toBe(`${header}\n${second}\n`);
  expect(await exportCsv(database.db, { survey: slug, question: "q-3" })).toBeNull();
});
