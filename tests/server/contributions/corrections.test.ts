import { afterAll, beforeAll, expect, test } from "vitest";
import { accept } from "../../../server/work/contributions/accept";
import type { SegmentEdit } from "../../../server/work/contributions/edit-segment";
import { paragraphEdits } from "../../../server/work/contributions/paragraph-edits";
import { propose } from "../../../server/work/contributions/propose";
import { marks, parse, type Segment } from "../../../transcript";
import { corpusSkipped, corpusTitle, sharedRows } from "../../support/corpus";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, makeDocument, makeShow, person } from "./stage";

interface Correction {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** The words to enter in the gap form if the edit fills a single gap; else null. */
function heard(before: Segment, after: Segment): { gap: number; words: string } | null {
  const gaps = marks(before.body).filter(({ type }) => type === "gap");
  for (const [gap, { start, end }] of gaps.entries()) {
    const [left, right] = [before.body.slice(0, start), before.body.slice(end)];
    if (before.name !== after.name || before.labelRaw !== after.labelRaw) continue;
    if (!after.body.startsWith(left) || !after.body.endsWith(right)) continue;
    if (left.length + right.length >= after.body.length) continue;
    const words = after.body.slice(left.length, after.body.length - right.length);
    if (words === words.trim()) return { gap, words };
  }
  return null;
}

/** What a volunteer would do in the reader: use the gap form if that is enough, else the paragraph form. */
function editsOf(before: Segment, after: Segment, newsletter: boolean): SegmentEdit[] {
  const gap = heard(before, after);
  if (gap) return [{ kind: "gap", gap: gap.gap, answer: { words: gap.words } }];
  const form = { body: after.body, speaker: after.name ?? "", remove: false };
  return paragraphEdits(form, { name: before.name, body: before.body, next: null, newsletter });
}

test.skipIf(corpusSkipped)(
  corpusTitle(
    "each of 150 real corrections, made through its form, gives the real text and changes no other byte",
  ),
  async () => {
    const { db } = database;
    const corrections = sharedRows<Correction>("corpus/corrections.jsonl");
    expect(corrections).toHaveLength(150);
    const show = await makeShow(db);
    const author = await person(db, "volunteer");
    const reviewer = await person(db, "maintainer");
    await grant(db, reviewer, show.id, "maintainer");
    await grant(db, author, show.id, "owner");
    const forms = { gap: 0, paragraph: 0 };
    for (const [i, { path, before, after }] of corrections.entries()) {
      // The text around it is not canonical: an odd separator, and no final newline.
      const around = (paragraph: string) => `**Somebody:** Before.\n\n\n${paragraph}\n \nA last one`;
      const base = path.startsWith("news/") ? `news/${i}.md` : `x/${i}.md`;
      const text = around(before);
      const documentId = await makeDocument(db, { showId: show.id, slug: String(i), text, path: base });
      const newsletter = { newsletter: base.startsWith("news/") };
      const [old] = parse(before, newsletter).segments;
      const [young] = parse(after, newsletter).segments;
      if (!old || !young) throw new Error(`${path} has no paragraph`);
      const edits = editsOf(old, young, newsletter.newsletter);
      const proposed = await propose(db, {
        author,
        documentId,
        base: 1,
        segmentId: 2,
        edits,
        agreed: true,
      });
      if (!proposed.ok) throw new Error(`${i} ${path}: ${proposed.reason}\n${before}\n${after}`);
      const { id, version } = proposed.contribution;
      forms[edits[0]?.kind === "gap" ? "gap" : "paragraph"] += 1;
      expect(await accept(db, { id, version, reviewer })).toMatchObject({ ok: true });
      expect(await headText(db, documentId)).toBe(around(after));
    }
    // Three in four fill only a gap (shared/corpus/FORMAT.md section 9).
    expect(forms.gap).toBeGreaterThan(75);
    expect(forms.gap + forms.paragraph).toBe(150);
  },
  600_000,
);
