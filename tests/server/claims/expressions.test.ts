import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimFields, readExpression, readFigure } from "../../../app/[show]/[slug]/claim/claim-fields";
import { figureValue } from "../../../components/claims/figure-value";
import { findEpisode } from "../../../server/text/episodes/find-episode";
import { addEvidence } from "../../../server/work/claims/add-evidence";
import { decideClaim } from "../../../server/work/claims/decide-claim";
import { decideEvidence } from "../../../server/work/claims/decide-evidence";
import { draftClaim } from "../../../server/work/claims/draft-claim";
import { listClaimsToReview } from "../../../server/work/claims/list-claims-to-review";
import { proposeClaim } from "../../../server/work/claims/propose-claim";
import { quantityFields, readQuantityFields } from "../../../server/work/claims/quantity-fields";
import { readClaims } from "../../../server/work/claims/read-claims";
import { toAnnotations } from "../../../server/work/claims/to-annotations";
import { importSurvey } from "../../../server/work/surveys/import-survey";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { Tally } from "../../support/tally";
import { apiOver } from "../api/serving";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";
import { csvOf } from "../surveys/csv";

const PARAGRAPHS = [
  "In the tenure survey about 77 percent have worked there for more than five years.",
  "And 80 percent of them are not happy at work.",
  "The happy ones were up 7 percentage points at work.",
  "The happy ones were down 7 percentage points at work.",
  "Those who are happy at work have doubled, that is two times more.",
  "Some 90 percent use a hammer or a saw or both of these tools.",
];
const TEXT = `${PARAGRAPHS.map((said, i) => `**${i % 2 ? "Bob" : "Ann"}:** ${said}`).join("\n\n")}\n`;

const rowsOf = (question: string, wave: string, answers: Record<string, string>, more = {}) =>
  Object.entries(answers).map(([category, value]) => ({
    ...{ question, wave, category, value, decimals: "2" },
    ...{ field_start: `${wave}-02-01`, field_end: `${wave}-02-20`, wording: `${question}?`, ...more },
  }));
const TENURE = {
  "less than 2 years of tenure": "8.30",
  "2 to 5 years of tenure": "15.00",
  "6 to 10 years of tenure": "31.43",
  "11 to 20 years of tenure": "33.06",
  "more than 20 years of tenure": "12.21",
};
const survey = (tenure: Record<string, string> = TENURE) =>
  new TextEncoder().encode(
    csvOf(
      ...rowsOf("tenure", "2021", tenure, { wording: "How many years have you worked there?" }),
      ...rowsOf("happy", "2020", { "happy at work": "13.00", indifferent: "87.00" }),
      ...rowsOf("happy", "2021", { "happy at work": "20.00", indifferent: "80.00" }),
      ...rowsOf("tools", "2021", { hammer: "40.00", saw: "50.00" }, { response_type: "multiple" }),
    ),
  );

let database: TestDatabase;
let ann: { id: string; name: string };
let mo: { id: string; name: string };
let documentId: number;
let showId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  [ann, mo] = [await person(db, "ann"), await person(db, "mo")];
  ({ id: showId } = await makeShow(db, { slug: "sums" }));
  documentId = await makeDocument(db, { showId, text: TEXT, path: "sums/one.md", duration: 60 });
  await db.episode.updateMany({ data: { publishedAt: new Date("2021-09-01") } });
  await grant(db, mo, showId, "maintainer");
  expect((await importSurvey(db, [survey()])).ok).toBe(true);
});
afterAll(() => database.drop());

const where = async () => {
  const episode = await findEpisode(database.db, { show: "sums", slug: "1" });
  return { transcript: episode!.transcript!, duration: 60, publishedAt: episode!.publishedAt };
};
type Wanted = Partial<Parameters<typeof draftClaim>[2]>;
async function draft(segmentId: number, more: Wanted = {}) {
  const exact = PARAGRAPHS[segmentId - 1] ?? "";
  const made = await draftClaim(database.db, await where(), { segmentId, exact, ...more });
  if (!made.ok) throw new Error(made.reason);
  return made;
}
type Draft = Awaited<ReturnType<typeof draft>>;
const offered = ({ suggestions }: Draft, operation: string) =>
  suggestions.find(({ statistic }) => statistic.computed?.operation === operation);

/** Sends a draft as its form does: the fields of the quantity, and the value of the chosen figure. */
async function send(made: Draft, segmentId: number, figure: string) {
  const quantity = readQuantityFields(made.fields);
  const evidence = readFigure(figure);
  if (!quantity || !evidence) throw new Error("The form cannot be read");
  return proposeClaim(database.db, {
    ...{ author: ann, documentId, segmentId, exact: made.exact, firstWord: made.firstWord, quantity },
    ...{ scope: made.scope, base: made.base, proposition: null, evidence: { ...evidence, note: null } },
  });
}
const withdrawn = (id: number) => database.db.claim.update({ where: { id }, data: { status: "withdrawn" } });

describe("a figure that is computed of several", () => {
  it("is suggested where it fits, and written out", async () => {
    expect(offered(await draft(1), "sum")).toMatchObject({
      comparison: { outcome: "matches" },
      statistic: {
        category: "6 to 10 years of tenure + 11 to 20 years of tenure + more than 20 years of tenure",
        computed: { said: "31.43 + 33.06 + 12.21 = 76.70 %" },
      },
    });
    expect(offered(await draft(2), "complement")).toMatchObject({
      comparison: { outcome: "matches" },
      statistic: { category: "all answers but “happy at work”", computed: { said: "100 − 20.00 = 80.00 %" } },
    });
    expect(offered(await draft(3), "difference")).toMatchObject({
      comparison: { outcome: "matches" },
      statistic: {
        ...{ category: "happy at work, 2021 against 2020", value: 7, unit: "percentage point" },
        computed: { said: "20.00 − 13.00 = 7.00 points" },
      },
    });
  });

  it("is none where several answers could be given, in the form and behind it", async () => {
    const made = await draft(6);
    const sums = made.suggestions.filter(({ statistic }) => statistic.computed?.operation === "sum");
    expect(sums.map(({ statistic }) => statistic.question)).not.toContain("tools");
    const [hammer, saw] = await Promise.all(
      ["hammer", "saw"].map((label) =>
        database.db.statistic.findFirstOrThrow({ where: { category: { label } } }),
      ),
    );
    expect(await send(made, 6, `sum:${hammer?.id}.1,${saw?.id}.1`)).toEqual({
      ok: false,
      reason: "no-expression",
    });
  });

  it("is refused over other questions, waves, bases, twice the same, and of terms that are missing", async () => {
    const made = await draft(1);
    const id = async (label: string, wave = "2021") =>
      (
        await database.db.statistic.findFirstOrThrow({
          where: { category: { label, question: { wave: { name: wave } } } },
        })
      ).id;
    const [long, longer] = [await id("6 to 10 years of tenure"), await id("11 to 20 years of tenure")];
    const [happy, was] = [await id("happy at work"), await id("happy at work", "2020")];
    for (const figure of [
      `sum:${long}.1`,
      `sum:${long}.1,${long}.1`,
      `sum:${long}.1,${happy}.1`,
      `sum:${happy}.1,${was}.1`,
      `complement:${long}.1,${longer}.1`,
      `difference:${long}.1,${longer}.1`,
      `difference:${was}.1,${happy}.1`,
      `ratio:${long}.1,${happy}.1`,
    ])
      expect(await send(made, 1, figure), figure).toEqual({ ok: false, reason: "no-expression" });
    expect(await send(made, 1, `sum:${long}.1,999999.1`)).toEqual({ ok: false, reason: "no-statistic" });
    expect(await send(made, 1, `sum:${long}.1,${longer}.7`)).toEqual({
      ok: false,
      reason: "statistic-changed",
    });
    for (const odd of [
      "",
      "sum:",
      "sum:1.1,",
      "mean:1.1,2.1",
      "1.1,2.1",
      "sum:1.1:2.1,x",
      `sum:${"1.1,".repeat(30)}1.1`,
    ])
      expect(readFigure(odd), odd).toBeNull();
  });

  it("matches no change the other way, and says why", async () => {
    expect(offered(await draft(4), "difference")?.comparison).toMatchObject({
      ...{ outcome: "not comparable", reason: "direction" },
    });
  });

  it("is stored, published, told by the API and the annotations, corrected and renewed", async () => {
    const { db } = database;
    const made = await draft(1);
    const sum = offered(made, "sum");
    if (!sum) throw new Error("There is no sum");
    const sent = await send(made, 1, figureValue(sum.statistic));
    if (!sent.ok) throw new Error(sent.reason);
    const { claimId } = sent;
    await decideClaim(db, { claimId, decider: mo, decision: "publish", reason: null });
    const [claim] = await readClaims(db, [claimId]);
    const [held] = claim?.evidence ?? [];
    expect(held).toMatchObject({
      ...{ relation: "supports", now: null, comparison: sum.comparison },
      statistic: { value: 76.7, computed: { said: "31.43 + 33.06 + 12.21 = 76.70 %" } },
    });
    const again = readFigure(figureValue(sum.statistic));
    expect(await addEvidence(db, { author: ann, claimId, evidence: { ...again!, note: null } })).toEqual({
      ok: false,
      reason: "already-linked",
    });

    const { evidence } = (await apiOver(db).json(`/claims/${claimId}`)) as {
      evidence: { expression: unknown; statistic: { category: string } }[];
    };
    expect(evidence[0]).toMatchObject({
      statistic: { category: "6 to 10 years of tenure", value: 31.43 },
      expression: {
        ...{ operation: "sum", value: 76.7, unit: "percent", said: "31.43 + 33.06 + 12.21 = 76.70 %" },
        terms: [{ value: 31.43 }, { value: 33.06 }, { value: 12.21 }],
      },
    });
    const annotations = JSON.stringify(toAnnotations([claim!], { siteUrl: "https://a", href: "/sums/1" }));
    expect(annotations).toContain("31.43 + 33.06 + 12.21 = 76.70 %");

    // A term behind the first is corrected: the claim keeps what it was held against until a maintainer renews it.
    await importSurvey(db, [survey({ ...TENURE, "11 to 20 years of tenure": "23.06" })]);
    const reasons = async () =>
      (await listClaimsToReview(db, { showIds: [showId] })).find(({ id }) => id === claimId)?.reasons;
    expect(await reasons()).toEqual(["changed"]);
    const [waiting] = await readClaims(db, [claimId]);
    expect(waiting?.evidence[0]).toMatchObject({
      statistic: { value: 76.7 },
      now: { value: 66.7, computed: { said: "31.43 + 23.06 + 12.21 = 66.70 %" } },
    });
    const evidenceId = held?.id ?? 0;
    expect(await decideEvidence(db, { evidenceId, decider: mo, decision: "renew", reason: null })).toEqual({
      ok: true,
    });
    const [renewed] = await readClaims(db, [claimId]);
    expect(renewed?.evidence).toMatchObject([
      {
        ...{ statistic: { value: 66.7 }, comparison: { outcome: "differs" }, now: null },
        before: [{ statistic: { value: 76.7 }, comparison: { outcome: "matches" } }],
      },
    ]);
    expect(await reasons()).toBeUndefined();
    await importSurvey(db, [survey()]);
    await decideClaim(db, { claimId, decider: mo, decision: "retire", reason: "The test is over." });
  });
});

describe("every figure of a survey", () => {
  const categories = ({ found }: Draft) => found.figures.map(({ statistic }) => statistic.category);
  const search = { words: "", survey: "", wave: "", question: "" };

  it("is found by words, by survey, wave and question, beside the suggestions", async () => {
    const nothing = await draft(2);
    expect([nothing.found.figures, nothing.found.waves]).toEqual([[], []]);
    expect(nothing.found.surveys.map(({ slug }) => slug)).toEqual(["s-1"]);
    const words = await draft(2, { search: { ...search, words: "TENURE 20" } });
    expect(categories(words)).toEqual([
      ...["less than 2 years of tenure", "2 to 5 years of tenure", "6 to 10 years of tenure"],
      ...["11 to 20 years of tenure", "more than 20 years of tenure"],
    ]);
    const wave = { ...search, survey: "s-1", wave: "2020", question: "happy" };
    const browsed = await draft(2, { search: wave });
    expect(browsed.found).toMatchObject({ total: 2, waves: ["2021", "2020"] });
    expect(categories(browsed)).toEqual(["happy at work", "indifferent"]);
    expect(browsed.found.questions.map(({ slug }) => slug)).toEqual(["happy"]);
    expect(browsed.found.figures[0]?.comparison).toMatchObject({ outcome: "not comparable", reason: "wave" });
    for (const odd of ["%", "_", "\\", "' OR 1=1", "no such answer"])
      expect((await draft(2, { search: { ...search, words: odd } })).found.total, odd).toBe(0);
    const many = await draft(2, { search: { ...search, words: "e ".repeat(900) } });
    expect(many.found.total).toBeGreaterThan(0);
  });
});

describe("a figure that is put together by hand", () => {
  const idOf = async (label: string, wave = "2021") =>
    (
      await database.db.statistic.findFirstOrThrow({
        where: { category: { label, question: { wave: { name: wave } } } },
      })
    ).id;

  it("is computed of what was chosen, in the survey's order, and sent as it was shown", async () => {
    const [longest, long] = [
      await idOf("more than 20 years of tenure"),
      await idOf("11 to 20 years of tenure"),
    ];
    const made = await draft(1, { build: { ids: [longest, long, long], operation: "sum" } });
    expect(made.built).toMatchObject({
      isWrong: false,
      figure: {
        statistic: { computed: { said: "33.06 + 12.21 = 45.27 %" } },
        comparison: { outcome: "differs" },
      },
    });
    const sent = await send(made, 1, figureValue(made.built.figure!.statistic));
    if (!sent.ok) throw new Error(sent.reason);
    expect(sent.comparison).toEqual(made.built.figure?.comparison);
    // Another sum with the same first answer is other evidence.
    const more = await draft(1, {
      build: { ids: [long, longest, await idOf("6 to 10 years of tenure")], operation: "sum" },
    });
    const evidence = { ...readFigure(figureValue(more.built.figure!.statistic))!, note: null };
    expect(await addEvidence(database.db, { author: ann, claimId: sent.claimId, evidence })).toMatchObject({
      ok: true,
    });
    expect(await addEvidence(database.db, { author: ann, claimId: sent.claimId, evidence })).toMatchObject({
      reason: "already-linked",
    });
    await withdrawn(sent.claimId);
  });

  it("takes the later wave and the larger answer first, and says where nothing comes of it", async () => {
    const [was, is] = [await idOf("happy at work", "2020"), await idOf("happy at work")];
    const other = await idOf("indifferent");
    const built = async (operation: "sum" | "complement" | "difference" | "ratio" | null, ...ids: number[]) =>
      (await draft(3, { build: { ids, operation } })).built;
    expect((await built("difference", was, is)).figure?.statistic.computed?.said).toBe(
      "20.00 − 13.00 = 7.00 points",
    );
    expect((await built("ratio", is, other)).figure?.statistic.computed?.said).toBe(
      "80.00 ÷ 20.00 = 4 times",
    );
    expect((await built("complement", is)).figure?.statistic.computed?.said).toBe("100 − 20.00 = 80.00 %");
    expect(await built("sum", was, is)).toMatchObject({ isWrong: true, figure: null });
    expect(await built("difference", is)).toMatchObject({ isWrong: true, terms: [{ id: is }] });
    expect(await built(null, is)).toMatchObject({ isWrong: false, figure: null });
    expect(await built("sum")).toMatchObject({ isWrong: false, terms: [] });
    expect(await built("sum", 2_000_000)).toMatchObject({ isWrong: false, terms: [] });
  });

  it("is read from the form's address, whatever it says", () => {
    const read = (asked: object) => readExpression(claimFields.parse(asked));
    expect(read({ term: ["1", "2"], operation: "sum" })).toEqual({ ids: [1, 2], operation: "sum" });
    expect(read({ term: "7" })).toEqual({ ids: [7], operation: null });
    expect(read({ term: ["x", "-1", "1e3", ""], operation: "mean" })).toEqual({ ids: [], operation: null });
    expect(read({ term: Array(100).fill("3") }).ids).toHaveLength(20);
    expect(read({ term: Array(1000).fill("3") }).ids).toEqual([]);
  });
});

describe("what is stored", () => {
  const share = fc.integer({ min: 0, max: 10_000 }).map((value) => value / 100);
  const said = fc.oneof(
    fc.record({
      kind: fc.constant("percent" as const),
      unit: fc.constant("percent"),
      comparator: fc.constantFrom(
        "stated",
        "about",
        "almost",
        "more_than",
        "less_than",
        "at_least",
        "exactly",
      ),
      value: fc.oneof(share, fc.constantFrom(76.7, 77, 80, 20, 64.49, 45.27, 87)),
      form: fc.constantFrom("digits" as const, "fraction" as const),
    }),
    fc.record({
      kind: fc.constant("change" as const),
      unit: fc.constantFrom("percent", "times"),
      comparator: fc.constantFrom("stated", "about"),
      value: fc.constantFrom(7, 1.5, 2, 1.54, 8),
      form: fc.constant("digits" as const),
    }),
  );

  it("is what was shown, for suggested, computed and found figures and every quantity", async () => {
    const { db } = database;
    const seen = new Tally();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: PARAGRAPHS.length }),
        said,
        fc.constantFrom("sample" as const, "population" as const),
        fc.constantFrom(null, "respondents", "nurses"),
        fc.nat(),
        async (segmentId, quantity, scope, base, at) => {
          const found = readQuantityFields(quantityFields(quantity as never));
          if (!found) return;
          const search = { words: "", survey: "s-1", wave: "", question: "happy" };
          const made = await draft(segmentId, { quantity: found, scope, base, search });
          const figures = [...made.suggestions, ...made.found.figures];
          const computed = figures.filter(({ statistic }) => statistic.computed);
          const from = computed.length > 0 && at % 3 > 0 ? computed : figures;
          const shown = from[at % Math.max(1, from.length)];
          if (!shown) return;
          seen.add(shown.statistic.computed?.operation ?? "one");
          const sent = await send(made, segmentId, figureValue(shown.statistic));
          if (!sent.ok) throw new Error(sent.reason);
          const stored = await db.evidence.findFirstOrThrow({ where: { claimId: sent.claimId } });
          const [claim] = await readClaims(db, [sent.claimId]);
          const { outcome, reason } = shown.comparison;
          expect([stored.outcome, stored.reason]).toEqual([outcome, reason]);
          expect(claim?.evidence[0]?.comparison).toEqual(shown.comparison);
          await withdrawn(sent.claimId);
        },
      ),
      { numRuns: 150 },
    );
    for (const kind of ["one", "sum", "complement", "difference"])
      expect(seen.of(kind), kind).toBeGreaterThan(0);
  });
});
