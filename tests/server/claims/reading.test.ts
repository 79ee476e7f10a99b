import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seed } from "../../../prisma/seed";
import { toAnnotations } from "../../../server/claims/annotations";
import { listClaims } from "../../../server/claims/list-claims";
import { listClaimsOfSurvey } from "../../../server/claims/list-claims-of-survey";
import { listClaimsToReview } from "../../../server/claims/list-claims-to-review";
import { readEpisodeClaims } from "../../../server/claims/read-episode-claims";
import { withClaims } from "../../../server/claims/with-claims";
import { findEpisode } from "../../../server/episodes/find-episode";
import { readTranscript } from "../../../server/episodes/read-transcript";
import { importSurvey } from "../../../server/surveys/import-survey";
import { createTestDatabase, type TestDatabase } from "../../support/database";

const SURVEY = "anaconda-state-of-data-science";
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
});
afterAll(() => database.drop());

const outcomes = async (filters: Parameters<typeof listClaims>[1]) =>
  (await listClaims(database.db, filters)).claims.map(({ exact, evidence }) => [
    exact.slice(0, 20),
    evidence[0]?.comparison.outcome,
  ]);
const episodeOf = async () => (await findEpisode(database.db, { show: "figures", slug: "1" }))!;

describe("the demonstration's claims", () => {
  it("are held against the survey, in the order in which they are said", async () => {
    const { id } = await episodeOf();
    expect(await outcomes({ episodeId: id })).toEqual([
      ["almost 4,300 people", "matches"],
      ["more than 140 countr", "matches"],
      ["about a third of the", "matches"],
      ['Another 29% say "fre', "matches"],
      ["37% said it went dow", "matches"],
      ["Something like three", "differs"],
    ]);
  });

  it("can be narrowed down", async () => {
    expect(await outcomes({ outcome: "differs" })).toEqual([["Something like three", "differs"]]);
    expect(await outcomes({ speaker: "Tom Okafor" })).toHaveLength(2);
    expect(await outcomes({ show: "figures", survey: SURVEY })).toHaveLength(6);
    expect(await outcomes({ show: "elsewhere" })).toEqual([]);
    expect(await outcomes({ outcome: "none" })).toEqual([]);
    expect(await outcomes({ state: "proposed" })).toEqual([["Only 14% said that a", "differs"]]);
    expect(await listClaimsOfSurvey(database.db, SURVEY)).toHaveLength(6);
  });

  it("are marked in the text without a change to any word", async () => {
    const episode = await episodeOf();
    const { transcript: head, duration, id, claimsVersion } = episode;
    const read = await readTranscript(database.db, {
      documentId: head!.id,
      revision: head!.revision,
      path: head!.path,
      duration,
    });
    const notes = await readEpisodeClaims(database.db, {
      episodeId: id,
      revision: head!.revision,
      claimsVersion,
    });
    expect(notes.map(({ line }) => line)).toContain(
      "said Something like three quarters · measured 65\u00a0%",
    );
    const html = (turns: readonly { segments: readonly { html: string }[] }[]) =>
      turns.flatMap(({ segments }) => segments.map((s) => s.html)).join("\n");
    const marked = html(withClaims(read!.turns, notes));
    expect(marked).toMatch(/<span data-claim="\d+" class="claim-matches">almost 4,300 people,?<\/span>/);
    expect(marked.replace(/<span data-claim[^>]*>([^<]*)<\/span>/g, "$1")).toBe(html(read!.turns));
  });

  it("go out as annotations, with a review of each that was decided about", async () => {
    const { id } = await episodeOf();
    const { claims } = await listClaims(database.db, { episodeId: id });
    const page = toAnnotations(claims, { siteUrl: "https://example.org", href: "/figures/1" });
    expect(page).toMatchObject({
      type: "AnnotationPage",
      items: [
        {
          type: "Annotation",
          target: {
            source: "https://example.org/figures/1",
            selector: [{ type: "TextQuoteSelector", exact: "almost 4,300 people" }, {}, {}],
          },
          "schema:subjectOf": {
            "@type": "schema:ClaimReview",
            "schema:reviewRating": { "schema:alternateName": "matches" },
          },
        },
        ...[1, 2, 3, 4, 5].map(() => ({ type: "Annotation" })),
      ],
    });
  });

  it("show a maintainer what waits: the proposed, and those whose figure was corrected", async () => {
    const { id: showId } = await database.db.show.findUniqueOrThrow({ where: { slug: "figures" } });
    const before = await listClaimsToReview(database.db, { showIds: [showId] });
    expect(before.proposed.map(({ exact }) => exact)).toEqual(["Only 14% said that automation worries them"]);
    expect([before.changed, before.lost, before.newer]).toEqual([[], [], []]);
    const head = "survey,wave,question,category,base,statistic,value,unit,decimals,source,source_type\n";
    const row = (wave: string, value: number) =>
      `${SURVEY},${wave},oss-contribute,yes,respondents working in commercial environments,percent,${value},percent,0,https://thenewstack.io/open-source-contribution-takes-a-hit-as-security-concerns-grow/,secondary\n`;
    const { claimsVersion } = await episodeOf();
    await importSurvey(database.db, [new TextEncoder().encode(head + row("2021", 66) + row("2022", 52))]);
    const { changed, newer } = await listClaimsToReview(database.db, { showIds: [showId] });
    expect(changed).toMatchObject([{ evidence: [{ statistic: { value: 65 }, now: { value: 66 } }] }]);
    expect(newer).toMatchObject([{ evidence: [{ statistic: { newer: { wave: "2022", value: 52 } } }] }]);
    expect((await episodeOf()).claimsVersion).toBe(claimsVersion + 1);
    expect(await listClaimsToReview(database.db, { showIds: [] })).toEqual({
      proposed: [],
      changed: [],
      lost: [],
      newer: [],
    });
  });
});
