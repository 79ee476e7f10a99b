import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seed } from "../../../prisma/seed";
import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER } from "../../../server/people/accounts/demo-people";
import { findEpisode } from "../../../server/text/episodes/find-episode";
import { readTranscript } from "../../../server/text/episodes/read-transcript";
import { decideClaim } from "../../../server/work/claims/decide-claim";
import { decideEvidence } from "../../../server/work/claims/decide-evidence";
import { findNeighbours } from "../../../server/work/claims/find-neighbours";
import { listClaims } from "../../../server/work/claims/list-claims";
import { listClaimsOfSurvey } from "../../../server/work/claims/list-claims-of-survey";
import { listClaimsToReview } from "../../../server/work/claims/list-claims-to-review";
import { readClaimToReview } from "../../../server/work/claims/read-claim-to-review";
import { readEpisodeClaims } from "../../../server/work/claims/read-episode-claims";
import { toAnnotations } from "../../../server/work/claims/to-annotations";
import { withClaims } from "../../../server/work/claims/with-claims";
import { findDoubts } from "../../../server/work/surveys/find-doubts";
import { importSurvey } from "../../../server/work/surveys/import-survey";
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

  it("are in the second episode, too, and the survey has those of both", async () => {
    const { id } = (await findEpisode(database.db, { show: "figures", slug: "2" }))!;
    expect(await outcomes({ episodeId: id })).toEqual([
      ["52% are mostly data ", "matches"],
      ["36% are very data li", "matches"],
      ["around a quarter say", "matches"],
    ]);
    const claims = await listClaimsOfSurvey(database.db, { survey: SURVEY });
    expect([...new Set(claims.map(({ episode }) => episode.slug))].sort()).toEqual(["1", "2"]);
  });

  it("can be narrowed down", async () => {
    expect(await outcomes({ outcome: "differs" })).toEqual([["Something like three", "differs"]]);
    expect(await outcomes({ speaker: "Tom Okafor" })).toHaveLength(2);
    expect(await outcomes({ show: "figures", survey: SURVEY })).toHaveLength(9);
    expect(await outcomes({ show: "elsewhere" })).toEqual([]);
    expect(await outcomes({ outcome: "none" })).toEqual([]);
    const { id: proposerId } = await database.db.user.findUniqueOrThrow({
      where: { handle: DEMO_CONTRIBUTOR.handle },
    });
    expect(await outcomes({ status: "any", proposerId })).toHaveLength(10);
    expect(await outcomes({ status: "proposed" })).toEqual([["Only 14% said that a", "differs"]]);
    expect(await listClaimsOfSurvey(database.db, { survey: SURVEY })).toHaveLength(9);
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
      "said something like three quarters · measured 65\u00a0%",
    );
    const html = (turns: readonly { segments: readonly { html: string }[] }[]) =>
      turns.flatMap(({ segments }) => segments.map((s) => s.html)).join("\n");
    const marked = html(withClaims(read!.turns, notes));
    expect(marked).toMatch(
      /<span data-claim="\d+" class="claim-matches">almost 4,300 <span class="claim-end">people,?<\/span><\/span>/,
    );
    const bare = marked
      .replace(/<span class="claim-end">([^<]*)<\/span>/g, "$1")
      .replace(/<span data-claim[^>]*>([^<]*)<\/span>/g, "$1");
    expect(bare).toBe(html(read!.turns));
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

  it("show a maintainer what waits: the proposed, what was corrected, measured again, or contradicted", async () => {
    const { db } = database;
    const { id: showId } = await db.show.findUniqueOrThrow({ where: { slug: "figures" } });
    const waiting = async () =>
      (await listClaimsToReview(db, { showIds: [showId] })).map(({ exact, reasons }) => [
        exact.slice(0, 20),
        [...reasons].sort(),
      ]);
    const proposed = ["Only 14% said that a", ["proposed"]];
    expect(await waiting()).toEqual([proposed]);
    expect(await listClaimsToReview(db, { showIds: [] })).toEqual([]);

    const head = "survey,wave,question,category,base,statistic,value,unit,decimals,source,source_type\n";
    const source = "https://thenewstack.io/open-source-contribution-takes-a-hit-as-security-concerns-grow/";
    const row = (wave: string, value: number, from = source) =>
      `${SURVEY},${wave},oss-contribute,yes,respondents working in commercial environments,percent,${value},percent,0,${from},secondary\n`;
    // The claim is about 2021, when its episode is said to have come out.
    await db.episode.updateMany({ where: { slug: "1" }, data: { publishedAt: new Date("2021-09-01") } });
    const { claimsVersion } = await episodeOf();
    const take = async (...rows: string[]) => {
      const imported = await importSurvey(db, [new TextEncoder().encode(head + rows.join(""))]);
      expect(imported.ok).toBe(true);
    };
    await take(row("2021", 66), row("2022", 52), row("2021", 60, "https://example.org/another"));
    expect(await waiting()).toEqual([
      proposed,
      ["Something like three", ["changed", "conflicting", "newer"]],
    ]);
    expect((await episodeOf()).claimsVersion).toBe(claimsVersion + 1);

    const [three] = (await listClaims(db, { outcome: "differs" })).claims;
    expect(three).toMatchObject({
      evidence: [
        { statistic: { value: 65, newer: { wave: "2022", value: 52 } }, now: { value: 66 }, before: [] },
      ],
    });
    const held = three?.evidence[0];
    const beside = (await findNeighbours(db, [three!])).get(held?.statistic.id ?? 0);
    expect(beside?.conflicting).toMatchObject([{ value: 60, source: "https://example.org/another" }]);
    expect(await findDoubts(db, { showIds: [showId] })).toMatchObject([
      {
        survey: SURVEY,
        remarks: expect.arrayContaining([expect.objectContaining({ code: "conflicting-sources" })]),
      },
    ]);

    // A maintainer of another show cannot decide about it; the show's own hears it at its second.
    const review = (showIds: number[]) => readClaimToReview(db, { id: three?.id ?? 0, showIds });
    expect(await review([showId + 1])).toBeNull();
    expect(await review([showId])).toMatchObject({
      claim: { id: three?.id, seconds: expect.any(Number) },
      episode: { audio: { url: expect.any(String) } },
    });

    // After it was confirmed, it does not wait any more until something else happens to it.
    const { id, handle } = await db.user.findUniqueOrThrow({ where: { handle: DEMO_MAINTAINER.handle } });
    const decider = { id, name: handle };
    const keep = { claimId: three?.id ?? 0, decider, decision: "keep" as const, reason: null };
    expect(await decideClaim(db, keep)).toEqual({ ok: true });
    expect(await waiting()).toEqual([proposed]);
    await take(row("2021", 67));
    expect(await waiting()).toEqual([proposed, ["Something like three", ["changed"]]]);

    // After it is compared with the correction, the earlier comparison stays visible.
    const renew = { evidenceId: held?.id ?? 0, decider, decision: "renew" as const, reason: null };
    expect(await decideEvidence(db, renew)).toEqual({ ok: true });
    expect(await decideEvidence(db, renew)).toEqual({ ok: false, reason: "already-decided" });
    expect(await waiting()).toEqual([proposed]);
    const [renewed] = (await listClaims(db, { outcome: "differs" })).claims;
    expect(renewed?.evidence).toMatchObject([
      { statistic: { value: 67 }, now: null, before: [{ statistic: { value: 65 } }] },
    ]);
    const again = { ...renew, evidenceId: renewed?.evidence[0]?.id ?? 0 };
    expect(await decideEvidence(db, again)).toEqual({ ok: false, reason: "not-changed" });
  });
});
