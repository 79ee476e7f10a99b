import { afterAll, beforeAll, expect, it } from "vitest";
import { findEpisode } from "../../../server/text/episodes/find-episode";
import { findNeighbours } from "../../../server/work/claims/find-neighbours";
import { listClaims } from "../../../server/work/claims/list-claims";
import { listClaimsOfSurvey } from "../../../server/work/claims/list-claims-of-survey";
import { readEpisodeClaims } from "../../../server/work/claims/read-episode-claims";
import { toAnnotations } from "../../../server/work/claims/to-annotations";
import { findDoubts } from "../../../server/work/surveys/find-doubts";
import { corpusFolder, corpusMissing, corpusSkipped, corpusTitle } from "../../support/corpus";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { FOUNDING, FOUNDING_SURVEY, foundingText, linkFoundingEpisode } from "../../support/founding-episode";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";

let database: TestDatabase;
let showId: number;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it.skipIf(corpusSkipped)(
  corpusTitle("the founding episode stands beside the real survey, in twelve claims"),
  async () => {
    const { db } = database;
    const corpus = corpusFolder;
    if (!corpus) throw new Error(corpusMissing);
    ({ id: showId } = await makeShow(db, { slug: "practicalai" }));
    const documentId = await makeDocument(db, {
      ...{ showId, text: foundingText(corpus), path: FOUNDING, duration: 3330 },
    });
    const [author, decider] = [await person(db, "ann"), await person(db, "mo")];
    await grant(db, decider, showId, "maintainer");
    expect(await linkFoundingEpisode(db, { corpus, documentId, author, decider })).toHaveLength(12);

    const episode = (await findEpisode(db, { show: "practicalai", slug: "1" }))!;
    const { claims } = await listClaims(db, { episodeId: episode.id });
    const said = claims.map(({ exact, evidence: [held] }) => [
      exact.slice(0, 24),
      held?.comparison.outcome,
      held?.comparison.reason ?? null,
    ]);
    expect(said).toEqual([
      ["almost 4,300 participant", "matches", null],
      ["140 countries", "close", null],
      ["not quite a third of our", "not comparable", "same-source"],
      ["the remainder, about 65%", "not comparable", "same-source"],
      ["a quarter of the folks i", "not comparable", "same-source"],
      ["about a third of the fol", "close", null],
      ["A quarter said the inves", "matches", null],
      ["a quarter said that inve", "matches", null],
      ["the majority of people, ", "close", null],
      ["27% of people said", "not comparable", "same-source"],
      ["24% of respondents said", "matches", null],
      ["23% said", "not comparable", "same-source"],
    ]);
    expect(claims.every(({ speaker, lostAt }) => speaker === "Peter Wang" && lostAt === null)).toBe(true);
    const times = claims.map(({ seconds }) => seconds);
    expect(times).toEqual([...times].sort((a, b) => a - b));

    // Each has its mark in the text, its place among the question's answers, and its place on the survey's
    // page.
    const notes = await readEpisodeClaims(db, { episodeId: episode.id, revision: 1, claimsVersion: 12 });
    expect(notes).toHaveLength(12);
    const third = claims.find(({ exact }) => exact.startsWith("about a third"));
    const beside = (await findNeighbours(db, [third!])).get(third?.evidence[0]?.statistic.id ?? 0);
    expect(beside?.answers.map(({ category }) => category)).toEqual([
      ...["decreased", "stayed the same", "increased", "stayed the same or increased", "not sure"],
    ]);
    expect(await listClaimsOfSurvey(db, { survey: FOUNDING_SURVEY })).toHaveLength(12);
    const [doubts] = await findDoubts(db, { showIds: [showId] });
    expect(doubts?.remarks.map(({ code }) => code).sort()).toEqual([
      ...["base-n-missing", "conflicting-sources", "conflicting-sources", "sum-over-100", "sum-over-100"],
    ]);
    expect(toAnnotations(claims, { siteUrl: "https://example.org", href: "/practicalai/1" })).toMatchObject({
      items: { length: 12 },
    });
  },
);
