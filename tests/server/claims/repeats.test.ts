import { afterAll, beforeAll, expect, it } from "vitest";
import { findEpisode } from "../../../server/text/episodes/find-episode";
import { decideClaim } from "../../../server/work/claims/decide-claim";
import { decideRepeat } from "../../../server/work/claims/decide-repeat";
import { draftClaim } from "../../../server/work/claims/draft-claim";
import { listClaimsToReview } from "../../../server/work/claims/list-claims-to-review";
import { proposeClaim } from "../../../server/work/claims/propose-claim";
import { proposeRepeat } from "../../../server/work/claims/propose-repeat";
import { readClaims } from "../../../server/work/claims/read-claims";
import { readEpisodeClaims } from "../../../server/work/claims/read-episode-claims";
import { importSurvey } from "../../../server/work/surveys/import-survey";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { apiOver, SITE } from "../api/serving";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";
import { csvOf } from "../surveys/csv";

const FIRST = "**Ann:** In the survey about 37 percent answered yes to that.\n\n**Bo:** Really.\n";
const AGAIN =
  "**Ann:** As I said, 37 percent answered yes in the survey.\n\n**Bo:** And 37 percent of my hens are brown.\n";

let database: TestDatabase;
let ann: { id: string; name: string };
let mo: { id: string; name: string };
let claimId: number;
let documents: number[];
let showId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  [ann, mo] = [await person(db, "ann"), await person(db, "mo")];
  ({ id: showId } = await makeShow(db, { slug: "again" }));
  const other = await makeShow(db, { slug: "elsewhere" });
  documents = [
    await makeDocument(db, { showId, text: FIRST, duration: 60 }),
    await makeDocument(db, { showId, slug: "2", text: AGAIN, path: "again/two.md", duration: 60 }),
    await makeDocument(db, { showId: other.id, text: AGAIN, path: "elsewhere/one.md", duration: 60 }),
  ];
  await grant(db, mo, showId, "maintainer");
  expect(
    await importSurvey(db, [new TextEncoder().encode(csvOf({ wording: "Did you answer?" }))]),
  ).toMatchObject({
    ok: true,
  });
  const { id: statisticId } = await db.statistic.findFirstOrThrow();
  const sent = await proposeClaim(db, {
    ...{ author: ann, documentId: documents[0] ?? 0, segmentId: 1, exact: "about 37 percent answered yes" },
    quantity: { kind: "percent", value: 37, unit: "percent", comparator: "about", form: "digits" },
    ...{ scope: "sample", base: null, proposition: null, evidence: { statisticId, note: null } },
  });
  if (!sent.ok) throw new Error(sent.reason);
  ({ claimId } = sent);
});
afterAll(() => database.drop());

const draft = async (segmentId: number, exact: string, show = "again", slug = "2") => {
  const episode = await findEpisode(database.db, { show, slug });
  const where = { ...episode!, transcript: episode!.transcript! };
  const made = await draftClaim(database.db, where, { segmentId, exact });
  if (!made.ok) throw new Error(made.reason);
  return made.repeats.map(({ id }) => id);
};
const repeat = (more: Partial<Parameters<typeof proposeRepeat>[1]> = {}) =>
  proposeRepeat(database.db, {
    ...{ author: ann, claimId, documentId: documents[1] ?? 0, segmentId: 1 },
    ...{ exact: "37 percent answered yes", ...more },
  });
const queued = async () =>
  (await listClaimsToReview(database.db, { showIds: [showId] })).map(({ reasons }) => reasons);
const notes = async (slug: string) => {
  const episode = await findEpisode(database.db, { show: "again", slug });
  const { id: episodeId, claimsVersion } = await database.db.episode.findFirstOrThrow({
    where: { slug, show: { slug: "again" } },
  });
  return readEpisodeClaims(database.db, {
    ...{ episodeId, claimsVersion, revision: episode?.transcript?.revision ?? 0 },
  });
};

it("a claim that is said again is offered, proposed, decided, and shown at both places", async () => {
  const { db } = database;
  // It is offered once it is published, to the same show, where number and words fit.
  expect(await draft(1, "37 percent answered yes")).toEqual([]);
  expect(await repeat()).toEqual({ ok: false, reason: "no-claim" });
  await decideClaim(db, { claimId, decider: mo, decision: "publish", reason: null });
  expect(await draft(1, "37 percent answered yes")).toEqual([claimId]);
  expect(await draft(2, "37 percent of my hens are brown")).toEqual([]);
  expect(await draft(1, "37 percent answered yes", "elsewhere", "1")).toEqual([]);
  expect(await repeat({ documentId: documents[2] ?? 0 })).toEqual({ ok: false, reason: "no-claim" });
  expect(await repeat({ exact: "38 percent" })).toEqual({ ok: false, reason: "words-changed" });

  const proposed = await repeat();
  if (!proposed.ok) throw new Error(proposed.reason);
  const { anchorId } = proposed;
  expect(await repeat()).toEqual({ ok: false, reason: "already-claimed" });
  expect(await queued()).toEqual([["repeat"]]);
  // Until a maintainer agrees, nobody else sees it.
  expect((await readClaims(db, [claimId]))[0]?.repeats).toEqual([]);
  expect((await readClaims(db, [claimId], { waiting: true }))[0]?.repeats).toMatchObject([
    { id: anchorId, status: "proposed", proposerName: ann.name },
  ]);
  expect(await notes("2")).toEqual([]);
  expect(await decideRepeat(db, { anchorId, decider: ann, decision: "accept" })).toMatchObject({
    reason: "not-allowed",
  });
  expect(await decideRepeat(db, { anchorId, decider: mo, decision: "accept" })).toEqual({ ok: true });
  expect(await decideRepeat(db, { anchorId, decider: mo, decision: "accept" })).toMatchObject({
    reason: "already-decided",
  });
  expect(await queued()).toEqual([]);

  const [claim] = await readClaims(db, [claimId]);
  expect(claim).toMatchObject({
    exact: "about 37 percent answered yes",
    repeats: [{ exact: "37 percent answered yes", episode: { slug: "2" } }],
  });
  expect(await notes("1")).toMatchObject([{ id: claimId, segmentId: 1 }]);
  expect(await notes("2")).toMatchObject([{ id: claimId, segmentId: 1, firstWord: 3 }]);
  const { quotes } = (await apiOver(db).json(`/claims/${claimId}`)) as { quotes: { url: string }[] };
  expect(quotes.map(({ url }) => url.replace(/\?.*/, ""))).toEqual([`${SITE}/again/1`, `${SITE}/again/2`]);

  // The first place stays as long as the claim; a further one can be taken away, and both go with the claim.
  const [first] = await db.claimAnchor.findMany({ where: { claimId }, orderBy: { id: "asc" } });
  expect(await decideRepeat(db, { anchorId: first?.id ?? 0, decider: mo, decision: "reject" })).toMatchObject(
    {
      reason: "already-decided",
    },
  );
  await decideClaim(db, { claimId, decider: mo, decision: "retire", reason: "A test." });
  expect([await notes("1"), await notes("2")]).toEqual([[], []]);
  await decideClaim(db, { claimId, decider: mo, decision: "publish", reason: null });
  expect(await notes("2")).toHaveLength(1);
  expect(await decideRepeat(db, { anchorId, decider: mo, decision: "reject" })).toEqual({ ok: true });
  expect([(await notes("1")).length, await notes("2")]).toEqual([1, []]);
});
