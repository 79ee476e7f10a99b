import { afterAll, beforeAll, expect, test } from "vitest";
import { unpackStarts } from "../../../server/text/documents/pack-starts";
import { readSource } from "../../../server/text/documents/read-source";
import { accept } from "../../../server/work/contributions/accept";
import { propose } from "../../../server/work/contributions/propose";
import { revert } from "../../../server/work/contributions/revert";
import { parse, words } from "../../../transcript";
import { changes } from "../../../transcript/myers";
import { corpusFolder, corpusMissing, corpusSkipped, corpusText, corpusTitle } from "../../support/corpus";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, makeDocument, makeShow, person } from "./stage";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const spoken = (text: string) =>
  parse(text).segments.flatMap(({ body }) => words(body).map((word) => word.text.toLowerCase()));

test.skipIf(corpusSkipped)(
  corpusTitle(
    "through many accepted edits of a real transcript no unchanged word's start moves by a millisecond",
  ),
  async () => {
    if (!corpusFolder) throw new Error(corpusMissing);
    const { db } = database;
    const text = corpusText(corpusFolder, "podcast/the-changelog-594.md");
    const show = await makeShow(db);
    const [author, reviewer] = [await person(db, "ana"), await person(db, "mo")];
    for (const who of [author, reviewer]) await grant(db, who, show.id, "maintainer");
    const path = "podcast/the-changelog-594.md";
    const documentId = await makeDocument(db, { showId: show.id, text, path, duration: 7200 });
    const startsOf = async (number: number) => {
      const times = await db.wordTimes.findUnique({ where: { documentId_number: { documentId, number } } });
      if (times) return unpackStarts(times.deltas);
      const source = await readSource(db, { documentId, number, path });
      return source?.starts(7200) ?? new Float64Array();
    };
    const paragraphs = text.split("\n\n");
    const at = (share: number) => Math.floor(paragraphs.length * share);
    // All are made from the first revision, so all but the first are merged.
    const edits: ((all: string[]) => void)[] = [
      (all) => all.splice(at(0.1), 1, `${all[at(0.1)]} And a few more words.`),
      (all) => all.splice(at(0.2), 1),
      (all) => all.splice(at(0.3), 0, "**Somebody:** A paragraph of its own."),
      (all) => all.splice(at(0.4), 1, (all[at(0.4)] ?? "").replace(/(\w+) (\w+) (\w+)\W*$/, "$1 else $3.")),
      (all) => all.splice(at(0.5), 1, ...(all[at(0.5)] ?? "").split(/(?<=\.) /)),
      (all) => all.splice(0, 1, `${all[0]} At the very beginning.`),
      (all) => all.splice(-1, 1, `${(all.at(-1) ?? "").trim()} At the very end.\n`),
    ];
    for (const edit of edits) {
      const all = [...paragraphs];
      edit(all);
      const made = await propose(db, {
        ...{ author, documentId, base: 1, text: all.join("\n\n"), channel: "document", agreed: true },
      });
      if (!made.ok) throw new Error(made.reason);
      expect(await accept(db, { id: made.contribution.id, version: 1, reviewer })).toMatchObject({
        ok: true,
      });
    }
    expect(await revert(db, { documentId, number: 4, reviewer })).toMatchObject({ ok: true });
    const head = edits.length + 2;
    let compared = 0;
    for (let number = 2; number <= head; number += 1) {
      const [before, after] = [await startsOf(number - 1), await startsOf(number)];
      const sides = await Promise.all(
        [number - 1, number].map(async (n) => {
          const revision = { documentId_number: { documentId, number: n } };
          return spoken((await db.revision.findUniqueOrThrow({ where: revision })).text);
        }),
      );
      const [from = [], to = []] = sides;
      expect([before.length, after.length]).toEqual([from.length, to.length]);
      // One expectation for all 29,000: to make one for each takes longer than all the rest.
      const back = after.findIndex((start, i) => start < (after[i - 1] ?? 0));
      expect(back, `revision ${number}: the first start that runs backwards`).toBe(-1);
      let [a, b] = [0, 0];
      const moved: number[] = [];
      const end = { aStart: from.length, aEnd: from.length, bStart: to.length, bEnd: to.length };
      for (const change of [...changes(from, to), end]) {
        // A word beside a change may be an inserted copy of its neighbour: nobody can say which of the two is
        // the old one.
        const skip = 3;
        for (let i = skip; a + i < change.aStart - skip; i += 1) {
          compared += 1;
          if (before[a + i] !== after[b + i]) moved.push(b + i);
        }
        [a, b] = [change.aEnd, change.bEnd];
      }
      expect(moved, `revision ${number}`).toEqual([]);
    }
    expect(compared).toBeGreaterThan(29_000 * (head - 1) - 2000);
    // What another process reads of the head equals what this process has cached.
    expect(spoken(await headText(db, documentId))).toHaveLength((await startsOf(head)).length);
  },
  120_000,
);
