import { afterAll, beforeAll, expect, test } from "vitest";
import { accept } from "../../../server/work/contributions/accept";
import { propose } from "../../../server/work/contributions/propose";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "./stage";

// Rules for contributions hold whatever the application does: each is violated here by hand.

let database: TestDatabase;
let open: number;
let accepted: number;
let documentId: number;
let otherDocument: number;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const show = await makeShow(db);
  const [author, reviewer] = [await person(db, "ana"), await person(db, "mo")];
  await grant(db, reviewer, show.id, "maintainer");
  documentId = await makeDocument(db, { showId: show.id, text: "One two.\n\nThree.\n" });
  otherDocument = await makeDocument(db, { showId: show.id, slug: "2", text: "Four.\n" });
  const send = async (text: string) => {
    const made = await propose(db, { author, documentId, base: 1, text, channel: "document", agreed: true });
    if (!made.ok) throw new Error(made.reason);
    return made.contribution.id;
  };
  [accepted, open] = [await send("One, two.\n\nThree.\n"), await send("One two.\n\nThree!\n")];
  expect(await accept(db, { id: accepted, version: 1, reviewer })).toMatchObject({ ok: true });
});
afterAll(() => database.drop());

/** The constraint that each attempt violates, and its statement. */
const attempts: [name: string, breaks: RegExp, sql: () => string][] = [
  [
    "accepted without a revision",
    /contributions_accepted_as_a_revision/,
    () => `UPDATE contributions SET status = 'accepted', decided_at = now() WHERE id = ${open}`,
  ],
  [
    "open with a revision",
    /contributions_accepted_as_a_revision/,
    () => `UPDATE contributions SET status = 'open', decided_at = NULL WHERE id = ${accepted}`,
  ],
  [
    "rejected without a time",
    /contributions_decided_at_a_time/,
    () => `UPDATE contributions SET status = 'rejected' WHERE id = ${open}`,
  ],
  [
    "accepted as a revision that is none",
    /contributions_revision_fkey/,
    () => `UPDATE contributions SET revision = 9 WHERE id = ${accepted}`,
  ],
  [
    "at a version that is none",
    /contributions_version_fkey/,
    () => `UPDATE contributions SET version = 2 WHERE id = ${open}`,
  ],
  [
    "a gap of another form",
    /contributions_gap_in_a_paragraph/,
    () => `UPDATE contributions SET gap = 0 WHERE id = ${open}`,
  ],
  [
    "taken back while open",
    /contributions_reverted_after_acceptance/,
    () => `UPDATE contributions SET reverted_at = now() WHERE id = ${open}`,
  ],
  [
    "a version changed",
    /UPDATE of contribution_versions is refused/,
    () => `UPDATE contribution_versions SET summary = 'x' WHERE contribution_id = ${open}`,
  ],
  [
    "a version on a revision of another document",
    /contribution_versions_document_fkey/,
    () => `INSERT INTO contribution_versions (contribution_id, number, document_id, base, splices, summary, added, removed)
     VALUES (${open}, 2, ${otherDocument}, 1, '[]', 'x', 0, 0)`,
  ],
  [
    "a version on a revision that is none",
    /contribution_versions_base_fkey/,
    () => `INSERT INTO contribution_versions (contribution_id, number, document_id, base, splices, summary, added, removed)
     VALUES (${open}, 2, ${documentId}, 7, '[]', 'x', 0, 0)`,
  ],
  [
    "a summary of two lines",
    /contribution_versions_say_what/,
    () => `INSERT INTO contribution_versions (contribution_id, number, document_id, base, splices, summary, added, removed)
     VALUES (${open}, 2, ${documentId}, 1, '[]', E'x\\ny', 0, 0)`,
  ],
  [
    "a revision credited to another document's contribution",
    /revisions_contribution_fkey/,
    () => `INSERT INTO revisions (document_id, number, previous, text, sha256, summary, author_name, contribution_id)
     VALUES (${otherDocument}, 2, 1, 'x', sha256('x'), 's', 'a', ${open})`,
  ],
  [
    "a revision that takes back a later one",
    /revisions_revert_an_earlier_one/,
    () => `INSERT INTO revisions (document_id, number, previous, text, sha256, summary, author_name, reverts)
     VALUES (${documentId}, 3, 2, 'x', sha256('x'), 's', 'a', 3)`,
  ],
  [
    "a revision's reviewer changed",
    /UPDATE of revisions is refused/,
    () => `UPDATE revisions SET reviewer_name = 'x' WHERE document_id = ${documentId} AND number = 2`,
  ],
  [
    "an empty comment",
    /comments_say_something/,
    () => `INSERT INTO comments (contribution_id, author_name, text, version) VALUES (${open}, 'a', '  ', 1)`,
  ],
  [
    "a comment of a megabyte",
    /comments_say_something/,
    () =>
      `INSERT INTO comments (contribution_id, author_name, text, version) VALUES (${open}, 'a', repeat('x', 1000000), 1)`,
  ],
  [
    "a review of a version that is none",
    /reviews_version_fkey/,
    () =>
      `INSERT INTO reviews (contribution_id, version, reviewer_name, decision) VALUES (${open}, 5, 'a', 'reject')`,
  ],
  ["the audit log rewritten", /UPDATE of audit is refused/, () => "UPDATE audit SET actor_name = 'x'"],
  ["the audit log shortened", /DELETE of audit is refused/, () => "DELETE FROM audit"],
  [
    "a mail with a header in its subject",
    /mails_subject_is_one_line/,
    () => "INSERT INTO mails (user_id, subject, text) SELECT id, E'x\\nBcc: y', 't' FROM users LIMIT 1",
  ],
];

test.each(attempts)("%s is refused", async (_, breaks, sql) => {
  await expect(database.db.$executeRawUnsafe(sql())).rejects.toThrow(breaks);
});
