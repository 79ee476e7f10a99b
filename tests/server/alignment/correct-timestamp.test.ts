import { afterAll, beforeAll, expect, test } from "vitest";
import { readAlignment } from "../../../server/text/alignment/read-alignment";
import { packConfidences, packStarts } from "../../../server/text/documents/pack-starts";
import { readSource } from "../../../server/text/documents/read-source";
import { correctTimestamp } from "../../../server/work/contributions/correct-timestamp";
import { anchors, formatStamp } from "../../../transcript";
import { type Stage, setStage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.end());

test("a timestamp that was heard to be wrong is shown with the right one, and one press proposes that", async () => {
  const { db } = stage;
  const { id: documentId, head, path } = await stage.documentOf("1");
  const source = (await readSource(db, { documentId, number: head, path }))!;
  const { starts, firstWord } = source.time(null);
  const anchor = anchors(source.transcript).find(({ type, segment }) => type === "timestamp" && segment > 3)!;
  // Everything is heard half a minute later than that timestamp says.
  const heard = (starts[firstWord[anchor.segment] ?? 0] ?? 0) + 30;
  const deltas = packStarts(starts.map((start) => start + 30));
  const confidences = packConfidences(Array(starts.length).fill(0.99));
  const audio = new Uint8Array(32);
  await db.wordTimes.create({
    data: { documentId, number: head, source: "audio", audio, deltas, confidences },
  });
  await db.document.update({ where: { id: documentId }, data: { times: 1 } });
  const wrongAnchors = [{ word: 0, seconds: anchor.seconds, heard }];
  const insertions = [{ from: 10, to: 40, evidence: "anchors" }];
  await db.alignment.create({
    data: {
      ...{ documentId, revision: head, audioUrl: "/demo/1.mp3", model: "hmm-1", verdict: "aligned", audio },
      ...{ words: starts.length, heard: starts.length, sure: starts.length, duration: 400 },
      found: { wrongAnchors, insertions },
    },
  });
  const { measured } = (await readAlignment(db, { documentId, head, path }))!;
  expect(measured?.insertions).toMatchObject([{ from: 10, to: 40 }]);
  expect(measured?.parts).toHaveLength(200);
  expect(measured?.parts[0]).toBe("none");
  expect(measured?.parts).toContain("sure");
  expect(measured?.wrong).toMatchObject([
    { segment: anchor.segment, seconds: anchor.seconds, stamp: formatStamp(heard) },
  ]);
  const { segment, mark } = measured!.wrong[0]!;

  const author = {
    id: (await db.user.findUniqueOrThrow({ where: { handle: "demo-contributor" } })).id,
    name: "C",
  };
  const asked = { author, documentId, base: head, segment, mark, agreed: true };
  expect(await correctTimestamp(db, { ...asked, agreed: false })).toMatchObject({ ok: false });
  const proposed = await correctTimestamp(db, asked);
  const again = await correctTimestamp(db, asked);
  if (!proposed.ok || !again.ok) throw new Error("refused");
  expect(again.contribution.id).toBe(proposed.contribution.id);
  const [version] = await db.contributionVersion.findMany({
    where: { contributionId: proposed.contribution.id },
  });
  expect(JSON.stringify(version?.splices)).toContain(`[${formatStamp(heard)}`);

  expect(await correctTimestamp(db, { ...asked, mark: 99 })).toMatchObject({ ok: false, reason: "no-base" });
  // One that says something else by now is no longer wrong.
  await db.alignment.update({
    where: { documentId },
    data: { found: { wrongAnchors: [{ word: 0, seconds: anchor.seconds + 1, heard }] } },
  });
  expect(await correctTimestamp(db, asked)).toMatchObject({ ok: false, reason: "no-base" });
});
