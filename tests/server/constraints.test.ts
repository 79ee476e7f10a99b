import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/database";

// The database itself enforces what must always be true, whatever the code above it does.
let database: TestDatabase;
let documentId: number;

const sha256 = (text: string) => createHash("sha256").update(text).digest();
const revision = (number: number, text = `text ${number}`) => ({
  documentId,
  number,
  previous: number > 1 ? number - 1 : null,
  text,
  sha256: sha256(text),
  summary: "a test",
  authorName: "A Test",
});
const segment = (id: number, position: number | null, gone: number | null = null) => ({
  documentId,
  id,
  position,
  gone,
  kind: "text" as const,
  born: 1,
  words: 1,
  gaps: 0,
});

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const show = await db.show.create({ data: { slug: "figures", title: "Figures", filePrefix: "figures-" } });
  const episode = await db.episode.create({
    data: { showId: show.id, slug: "1", sortKey: "1", title: "One" },
  });
  documentId = await db.$transaction(async (tx) => {
    const document = await tx.document.create({
      data: { episodeId: episode.id, kind: "transcript", path: "figures/figures-1.md", head: 1 },
    });
    documentId = document.id;
    await tx.revision.create({ data: revision(1) });
    return document.id;
  });
});

afterAll(() => database.drop());

describe("revisions", () => {
  test("one number is given once", async () => {
    await expect(database.db.revision.create({ data: revision(1) })).rejects.toThrow(/[Uu]nique/);
  });

  test("no number is passed over", async () => {
    await expect(database.db.revision.create({ data: revision(3) })).rejects.toThrow(/[Ff]oreign key/);
    await expect(database.db.revision.create({ data: { ...revision(3), previous: null } })).rejects.toThrow(
      /revisions_follow_each_other/,
    );
  });

  test("the hash is the text's own", async () => {
    await expect(
      database.db.revision.create({ data: { ...revision(2), sha256: sha256("another") } }),
    ).rejects.toThrow(/revisions_sha256_is_one/);
  });

  test("a text cannot be changed, nor a revision taken away", async () => {
    const where = { documentId_number: { documentId, number: 1 } };
    await expect(database.db.revision.update({ where, data: { text: "another" } })).rejects.toThrow(
      /refused/,
    );
    await expect(database.db.revision.delete({ where })).rejects.toThrow(/refused/);
    await expect(database.db.revision.update({ where, data: { authorName: "Someone" } })).rejects.toThrow(
      /refused/,
    );
    await database.db.revision.update({ where, data: { authorId: null } });
  });

  test("a document stands at a revision that exists", async () => {
    await expect(
      database.db.document.update({ where: { id: documentId }, data: { head: 7 } }),
    ).rejects.toThrow(/[Ff]oreign key/);
  });
});

describe("segments", () => {
  test("a place is held by one live segment, and may change hands within a transaction", async () => {
    const { db } = database;
    await db.segment.createMany({ data: [segment(1, 0), segment(2, 1)] });
    await expect(db.segment.create({ data: segment(3, 1) })).rejects.toThrow(/[Uu]nique/);
    await db.$transaction(async (tx) => {
      await tx.segment.updateMany({ where: { documentId, position: 1 }, data: { position: 2 } });
      await tx.segment.updateMany({ where: { documentId, position: 0 }, data: { position: 1 } });
      await tx.segment.create({ data: segment(3, 0) });
    });
    const live = await db.segment.findMany({ where: { documentId }, orderBy: { position: "asc" } });
    expect(live.map(({ id }) => id)).toEqual([3, 1, 2]);
  });

  test("one that is gone has no place, one that lives has one", async () => {
    await expect(database.db.segment.create({ data: segment(9, null) })).rejects.toThrow(
      /segments_live_have_a_place/,
    );
    await expect(database.db.segment.create({ data: { ...segment(9, 5), gone: 2 } })).rejects.toThrow(
      /segments_live_have_a_place/,
    );
  });
});

describe("the log", () => {
  const entry = (position: bigint, revisionNumber: number) => ({
    position,
    previous: position > 1n ? position - 1n : null,
    documentId,
    revisionNumber,
  });

  test("has no holes, no two entries at one place, and no revision twice", async () => {
    const { db } = database;
    await db.revision.createMany({ data: [revision(2), revision(3)] });
    await expect(db.logEntry.create({ data: entry(2n, 1) })).rejects.toThrow(/[Ff]oreign key/);
    await db.logEntry.create({ data: entry(1n, 1) });
    await expect(db.logEntry.create({ data: entry(1n, 2) })).rejects.toThrow(/[Uu]nique/);
    await expect(db.logEntry.create({ data: entry(2n, 1) })).rejects.toThrow(/[Uu]nique/);
    await expect(db.logEntry.create({ data: entry(3n, 2) })).rejects.toThrow(/[Ff]oreign key/);
    await db.logEntry.create({ data: entry(2n, 2) });
    await expect(db.logEntry.create({ data: { ...entry(3n, 3), previous: 1n } })).rejects.toThrow(
      /log_entries_follow_each_other/,
    );
  });

  test("is never rewritten", async () => {
    await expect(database.db.logEntry.delete({ where: { position: 2n } })).rejects.toThrow(/refused/);
    await expect(database.db.$executeRaw`TRUNCATE log CASCADE`).rejects.toThrow(/refused/);
  });
});

describe("commits", () => {
  const commit = (position: bigint, change = {}) => ({
    position,
    path: "figures/figures-1.md",
    ...{ authorName: "Ada", authorEmail: "ada@example.org" },
    ...{ committerName: "Bea", committerEmail: "bea@example.org", message: "a test\n" },
    ...change,
  });
  const make = (...args: Parameters<typeof commit>) => database.db.commit.create({ data: commit(...args) });

  test("follow the log without a hole, one for each entry", async () => {
    await expect(make(2n)).rejects.toThrow(/none before it/);
    await make(1n);
    await expect(make(1n)).rejects.toThrow(/[Uu]nique/);
    await make(2n);
    await expect(make(3n)).rejects.toThrow(/[Ff]oreign key/);
  });

  test("hold nothing that git would read as something else", async () => {
    const next = { where: { position: 2n } };
    const change = (data: object) => expect(database.db.commit.update({ ...next, data })).rejects;
    for (const name of ["", "Ada <a@b>", "two\nlines"]) {
      await change({ authorName: name }).toThrow(/commits_identities/);
      await change({ committerName: name }).toThrow(/commits_identities/);
    }
    for (const email of ["", "a b", "a>b", "a\nb"])
      await change({ authorEmail: email }).toThrow(/commits_identities/);
    for (const path of ["README.md", "a/b/c.md", ".git/config", "a/..", "a/.x", "../a", "a/b\nc", "a\\b/c"])
      await change({ path }).toThrow(/commits_paths/);
  });

  test("that are changed make every repository anew, and none is taken away", async () => {
    const { db } = database;
    const { generation } = await db.repository.findFirstOrThrow();
    await db.commit.update({ where: { position: 1n }, data: { authorName: "Someone" } });
    expect((await db.repository.findFirstOrThrow()).generation).toBe(generation + 1);
    await expect(db.commit.delete({ where: { position: 2n } })).rejects.toThrow(/refused/);
    await expect(db.repository.create({ data: { id: false } })).rejects.toThrow(/repository_is_one/);
  });
});

describe("addresses", () => {
  test("a slug cannot leave its place in an address", async () => {
    for (const slug of ["..", "a/b", "Upper", "", "a b", "a.md"]) {
      await expect(
        database.db.show.create({ data: { slug, title: "No", filePrefix: "no" } }),
      ).rejects.toThrow(/shows_slug_shape/);
    }
  });
});

describe("a report", () => {
  test("says when and how much, and is open or closed with an outcome", async () => {
    const { db } = database;
    const episode = await db.episode.findFirstOrThrow();
    const made = (data: object) =>
      db.report.create({
        data: {
          id: randomUUID(),
          episodeId: episode.id,
          documentId,
          segmentId: 1,
          quote: "One",
          start: 1,
          ...data,
        },
      });
    const report = await made({});
    await expect(made({ segmentId: 99 })).rejects.toThrow(/[Ff]oreign key/);
    await expect(made({ start: -1 })).rejects.toThrow(/reports_start_number/);
    await expect(made({ quote: "x".repeat(501) })).rejects.toThrow(/reports_quote_length/);
    await expect(made({ note: "" })).rejects.toThrow(/reports_note_length/);
    await expect(made({ note: "x".repeat(1001) })).rejects.toThrow(/reports_note_length/);
    await expect(made({ outcome: "fixed" })).rejects.toThrow(/reports_closed_with_outcome/);
    const closedAt = new Date();
    await expect(db.report.update({ where: { id: report.id }, data: { closedAt } })).rejects.toThrow(
      /reports_closed_with_outcome/,
    );
    await db.report.update({ where: { id: report.id }, data: { closedAt, outcome: "dismissed" } });
  });
});

describe("what a feed brings", () => {
  const refused = (sql: string) => expect(database.db.$executeRawUnsafe(sql)).rejects;

  test("is led to by addresses of the web alone", async () => {
    for (const column of ["artwork_url", "link", "feed_url"])
      await refused(`UPDATE shows SET ${column} = 'javascript:alert(1)'`).toThrow(/shows_addresses/);
    for (const column of ["artwork_url", "link"])
      await refused(`UPDATE episodes SET ${column} = 'data:text/html,x'`).toThrow(/episodes_addresses/);
  });

  test("names people for one thing, and chapters that begin somewhere and say something", async () => {
    await database.db.person.create({ data: { name: "Ana" } });
    const ids =
      "(SELECT id FROM shows LIMIT 1), (SELECT id FROM episodes LIMIT 1), (SELECT id FROM people LIMIT 1)";
    const credit = "INSERT INTO credits (show_id, episode_id, person_id, position)";
    await refused(`${credit} SELECT ${ids}, 0`).toThrow(/credits_of_one_thing/);
    await refused(`${credit} SELECT NULL, NULL, id, 0 FROM people`).toThrow(/credits_of_one_thing/);
    const chapter = "INSERT INTO chapters (episode_id, position, start_seconds, title) SELECT id, 0,";
    await refused(`${chapter} -1, 'x' FROM episodes`).toThrow(/chapters_numbers/);
    await refused(`${chapter} 'NaN', 'x' FROM episodes`).toThrow(/chapters_numbers/);
    await refused(`${chapter} 1, '' FROM episodes`).toThrow(/chapters_have_a_title/);
    await refused(`UPDATE episodes SET season = -1`).toThrow(/episodes_numbers/);
  });

  test("says which recogniser made a text, and only where one did", async () => {
    await refused("UPDATE documents SET origin = 'recogniser'").toThrow(/documents_name_recognisers/);
    await refused("UPDATE documents SET recogniser = 'Whisper'").toThrow(/documents_name_recognisers/);
  });

  test("names files of the web, each once, and one of them is the transcript", async () => {
    const file = (values: string) =>
      `INSERT INTO source_files (episode_id, url, kind, grain, taken, content, bytes, sha256) SELECT id, ${values} FROM episodes LIMIT 1`;
    const hash = "sha256('a')";
    await refused(file(`'javascript:a', 'vtt', 'line', true, 'a', 1, ${hash}`)).toThrow(
      /source_files_addresses/,
    );
    await refused(file(`'https://a', 'vtt', 'some', true, 'a', 1, ${hash}`)).toThrow(
      /source_files_have_a_grain/,
    );
    await refused(file(`'https://a', 'vtt', 'line', true, 'a', 2, ${hash}`)).toThrow(
      /source_files_are_whole/,
    );
    await refused(file("'https://a', 'vtt', 'line', true, 'a', 1, 'a'")).toThrow(/source_files_have_a_hash/);
    await database.db.$executeRawUnsafe(file(`'https://a', 'vtt', 'line', true, 'a', 1, ${hash}`));
    await refused(file(`'https://b', 'vtt', 'line', true, 'a', 1, ${hash}`)).toThrow(
      /source_files_taken|[Uu]nique/,
    );
  });

  test("keeps problems of imports with their show, and those of a text with their episode", async () => {
    const problem = (values: string) =>
      `INSERT INTO import_problems (show_id, via, path, reason, of_text) SELECT id, ${values} FROM shows LIMIT 1`;
    await refused(problem("'mail', 'a', 'b', false")).toThrow(/import_problems_via/);
    await refused(problem("'feed', 'a', 'b', true")).toThrow(/import_problems_of_text_have_an_episode/);
  });

  test("computes evidence by the four operations, of terms behind the first", async () => {
    await refused(
      `INSERT INTO evidence (claim_id, statistic_id, statistic_version, relation, outcome, proposer_name, operation)
       VALUES (1, 1, 1, 'supports', 'matches', 'Ada', 'mean')`,
    ).toThrow(/evidence_operation/);
    await refused("INSERT INTO evidence_terms VALUES (1, 0, 1, 1)").toThrow(/evidence_terms_position/);
    await refused("INSERT INTO evidence_terms VALUES (1, 1, 999999, 1)").toThrow(
      /evidence_terms_|[Ff]oreign key/,
    );
  });

  test("has times of audio only with the audio's hash", async () => {
    const times =
      "INSERT INTO word_times (document_id, number, deltas, source, audio) SELECT document_id, number, '',";
    await refused(`${times} 'audio', NULL FROM revisions LIMIT 1`).toThrow(/word_times_of_audio/);
    await refused(`${times} 'audio', 'short' FROM revisions LIMIT 1`).toThrow(/word_times_audio_is_a_hash/);
  });

  test("says of a revision for good whether it was imported", async () => {
    await refused("UPDATE revisions SET imported = true").toThrow(/refused/);
  });
});

describe("requests for shows", () => {
  const ask = async (change: object) => {
    const { id: userId } = await database.db.user.create({
      data: { handle: `asks-${randomUUID().slice(0, 8)}` },
    });
    const data = { kind: "bring", userId, sourceUrl: "https://a.example/", slug: "a", title: "A", code: "c" };
    return database.db.showRequest.create({ data: { ...data, ...change } as never });
  };

  test("name one show, are decided with a role where they are granted, and are open once", async () => {
    const { userId } = await ask({});
    await expect(ask({ userId })).rejects.toThrow(/[Uu]nique/);
    await expect(ask({ kind: "own" })).rejects.toThrow(/show_requests_name_a_show/);
    await expect(ask({ slug: null })).rejects.toThrow(/show_requests_name_a_show/);
    await expect(ask({ status: "refused" })).rejects.toThrow(/show_requests_decided/);
    const granted = { status: "granted", decidedAt: new Date() };
    await expect(ask(granted)).rejects.toThrow(/show_requests_granted_a_role/);
    await expect(ask({ provedBy: "feed" })).rejects.toThrow(/show_requests_proved/);
    await ask({ ...granted, role: "owner" });
  });

  test("the site has one row, and a check names who made it", async () => {
    const { db } = database;
    await expect(db.site.create({ data: { id: 2 } })).rejects.toThrow(/site_is_one/);
    const where = { id: documentId };
    await expect(db.document.update({ where, data: { checkedAt: new Date() } })).rejects.toThrow(
      /documents_checked/,
    );
  });
});
