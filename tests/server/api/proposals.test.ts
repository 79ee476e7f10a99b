import { parse } from "csv-parse/sync";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeClaimsFeed } from "../../../server/doors/feeds/make-claims-feed";
import { describeClaim } from "../../../server/doors/sharing/describe-claim";
import { describeSurvey } from "../../../server/doors/sharing/describe-survey";
import { listClaims } from "../../../server/work/claims/list-claims";
import { makeClaimsCsv } from "../../../server/work/claims/make-claims-csv";
import { readContents } from "../../../server/work/surveys/read-contents";
import { csvOf } from "../surveys/csv";
import { openApi, SITE, type TestApi } from "./serving";

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await openApi();
  token = await api.tokenOf("demo-contributor");
});
afterAll(() => api.drop());

const send = (path: string, body: object, own: string | undefined = token) =>
  api.call(path, {
    ...{ method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } },
    ...(own ? { token: own } : {}),
  });

describe("claims, evidence and surveys by the API", () => {
  const statistic = async (label: string) =>
    (
      await api.db.statistic.findFirstOrThrow({
        where: { category: { label, question: { wave: { survey: { slug: "s-1" } } } } },
      })
    ).id;
  /** A paragraph of the demonstration with a number that nobody has claimed. */
  const place = async () => {
    const segments = (await api.json("/documents/figures/1/transcript/segments?limit=200")) as {
      items: { id: number; text: string }[];
    };
    const found = segments.items.find(({ text }) => text.includes("29%"));
    if (!found) throw new Error("The demonstration has other words");
    return { document: "figures/1", segment: found.id };
  };

  test("a claim is proposed with its figure, and waits", async () => {
    const body = {
      ...{ ...(await place()), quote: "29%", claim: "29 % say frequently." },
      figure: { statistic: await statistic("no") },
    };
    expect((await send("/claims", body, "")).status).toBe(401);
    const answer = await send("/claims", body);
    expect(answer.status).toBe(201);
    const made = (await answer.json()) as { claim: number; outcome: string };
    expect(made).toMatchObject({ status: "proposed", outcome: expect.any(String) });
    expect(answer.headers.get("location")).toBe(`${SITE}/claims/${made.claim}`);
    expect((await api.call(`/claims/${made.claim}`)).status).toBe(404);
    expect(await api.db.claim.findUnique({ where: { id: made.claim } })).toMatchObject({
      ...{ status: "proposed", proposition: "29 % say frequently." },
      quantity: { kind: "percent", value: 29 },
    });
    expect((await send("/claims", body)).status).toBe(409);
    const more = await send(`/claims/${made.claim}/evidence`, {
      statistic: await statistic("yes"),
      note: "See.",
    });
    expect(more.status).toBe(201);
    expect((await send(`/claims/${made.claim}/evidence`, { statistic: await statistic("yes") })).status).toBe(
      409,
    );
  });

  test.each([
    [{ quote: "no such words 5 %" }, 409],
    [{ quote: "say" }, 422],
    [{ quote: "" }, 422],
    [{ quote: "29%", document: "figures/99" }, 404],
    [{ quote: "29%", segment: 99_999 }, 422],
    [{ quote: "29%", quantity: { kind: "percent", value: 290, unit: "percent", comparator: "stated" } }, 422],
    [{ quote: "Another 29%", figure: { statistic: 99_999 } }, 422],
    [{ quote: "29%", more: 1 }, 422],
  ])("%j is refused with %d", async (body, status) => {
    expect((await send("/claims", { ...(await place()), ...body })).status).toBe(status);
  });

  test("a survey is proposed, or its errors are listed with their lines", async () => {
    const answer = await send("/surveys", { csv: csvOf({ survey: "by-api" }), replaces: true, note: "New." });
    expect(answer.status).toBe(201);
    const { proposal } = (await answer.json()) as { proposal: number };
    expect(await api.db.surveyProposal.findUnique({ where: { id: proposal } })).toMatchObject({
      ...{ surveys: ["by-api"], replaces: true, status: "proposed", note: "New." },
    });
    const wrong = await send("/surveys", { csv: csvOf({ value: "x" }) });
    expect(wrong.status).toBe(422);
    expect(await wrong.json()).toMatchObject({
      errors: [{ pointer: "#/csv", detail: expect.stringMatching(/^Line 2, column value: type-error/) }],
    });
    const open = { csv: csvOf({ statistic: "median", unit: "dollars", value: "65,277" }) };
    expect((await send("/surveys", open)).status).toBe(422);
    expect((await send("/surveys", { ...open, comma: "thousands" })).status).toBe(201);
    expect((await api.call("/surveys/by-api")).status).toBe(404);
  });
});

describe("claims for other programs", () => {
  test("are an Atom feed, newest first", async () => {
    const { body, headers } = await makeClaimsFeed(api.db, { siteUrl: SITE });
    expect(headers["content-type"]).toContain("application/atom+xml");
    expect(XMLValidator.validate(body.toString())).toBe(true);
    const { feed } = new XMLParser({ ignoreAttributes: false }).parse(body.toString());
    const published = await api.db.claim.count({ where: { status: "published" } });
    expect(feed.entry).toHaveLength(published);
    const dates = feed.entry.map(({ updated }: { updated: string }) => updated);
    expect(dates).toEqual([...dates].sort().reverse());
    expect(feed.entry.map(({ title }: { title: string }) => title)).toContain("A third say so.");
  });

  test("are CSV with a row for each figure, and no cell that a spreadsheet would run", async () => {
    await api.db.claim.updateMany({
      where: { proposition: "A third say so." },
      data: { proposition: "=HYPERLINK(1)" },
    });
    const { body } = await makeClaimsCsv(api.db, { siteUrl: SITE });
    const rows: Record<string, string>[] = parse(body, { columns: true });
    expect(rows.length).toBeGreaterThanOrEqual(await api.db.claim.count({ where: { status: "published" } }));
    expect(rows.map((row) => row.proposition)).toContain("'=HYPERLINK(1)");
    expect(rows[0]).toMatchObject({ url: expect.stringContaining(`${SITE}/claims/`), show: "figures" });
    for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+@]/);
  });

  test("are reviews, rated by the relation that a person chose, and a survey is a data set", async () => {
    const { claims } = await listClaims(api.db, {});
    const [claim] = claims.filter(({ evidence }) => evidence.length === 1);
    if (!claim) throw new Error("There is no claim");
    const rated = (relation: "supports" | "refutes" | "context") =>
      describeClaim({ ...claim, evidence: claim.evidence.map((held) => ({ ...held, relation })) }, SITE);
    expect(rated("supports")).toMatchObject({
      ...{ "@type": "ClaimReview", url: `${SITE}/claims/${claim.id}`, datePublished: expect.any(String) },
      reviewRating: { alternateName: "Supported", ratingValue: 5 },
      itemReviewed: { "@type": "Claim", appearance: { "@type": "PodcastEpisode" } },
    });
    expect(rated("refutes")).toMatchObject({ reviewRating: { alternateName: "Refuted", ratingValue: 1 } });
    // What only gives context has no rating; nor have figures that say opposite things, or a claim that waits.
    expect(rated("context")).toBeNull();
    expect(describeClaim({ ...claim, status: "retired" }, SITE)).toBeNull();
    const both = claim.evidence.flatMap((held) => [
      { ...held, relation: "supports" as const },
      { ...held, relation: "refutes" as const },
    ]);
    expect(describeClaim({ ...claim, evidence: both }, SITE)).toBeNull();
    const survey = await readContents(api.db, { slug: "s-1", page: 1 });
    expect(describeSurvey("s-1", survey!, SITE)).toMatchObject({
      ...{ "@type": "Dataset", name: "S 1", temporalCoverage: "2026-02-01/2026-02-28" },
      distribution: { "@type": "DataDownload", contentUrl: `${SITE}/surveys/s-1.csv` },
      variableMeasured: [{ name: "Why?", url: `${SITE}/surveys/s-1/questions/q-1` }],
    });
  });
});
