import { execFile } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findToken } from "../../../server/people/accounts/find-token";
import { listTokens } from "../../../server/people/accounts/list-tokens";
import { MOST_TOKENS, makeToken } from "../../../server/people/accounts/make-token";
import { revokeToken } from "../../../server/people/accounts/revoke-token";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { program } from "../../support/programs";

const ROOT = join(import.meta.dirname, "../../..");

let database: TestDatabase;
let ana: string;
let ben: string;

beforeAll(async () => {
  database = await createTestDatabase();
  [ana, ben] = await Promise.all(
    ["ana", "ben"].map(
      async (handle) => (await database.db.user.create({ data: { handle, name: `${handle} A.` } })).id,
    ),
  ).then(([a = "", b = ""]) => [a, b]);
});
afterAll(() => database.drop());

async function tokenOf(userId: string, extra: { expiresAt?: Date } = {}) {
  const made = await makeToken(database.db, { userId, name: "a test", scopes: ["contribute"], ...extra });
  if (!made.ok) throw new Error(made.reason);
  return made;
}

describe("a personal token", () => {
  test("is found by its text, with whose it is and what for", async () => {
    const { db } = database;
    const made = await makeToken(db, { userId: ana, name: "laptop", scopes: ["review", "read", "read"] });
    if (!made.ok) throw new Error(made.reason);
    expect(made.token.startsWith(made.prefix)).toBe(true);
    const found = await findToken(db, made.token);
    expect(found).toEqual({
      ok: true,
      id: made.id,
      person: { id: ana, handle: "ana", name: "ana A." },
      scopes: new Set(["review", "read"]),
    });
  });

  test("is kept nowhere: no column of its row holds more of it than is shown", async () => {
    const { token, prefix, id } = await tokenOf(ana);
    const [row] = await database.db.$queryRaw<[{ row: string }]>`
      SELECT tokens::text AS row FROM tokens WHERE id = ${id}`;
    expect(row.row).toContain(prefix);
    expect(row.row).not.toContain(token.slice(0, prefix.length + 1));
  });

  test("does not work where a single digit is another, nor does what is no token", async () => {
    const { token, prefix } = await tokenOf(ana);
    const other = token.slice(0, -1) + (token.endsWith("0") ? "1" : "0");
    for (const given of [other, prefix, "", `${token}0`, token.toUpperCase(), ` ${token}`, "\0", "%"]) {
      expect(await findToken(database.db, given), given).toEqual({ ok: false, reason: "unknown" });
    }
  });

  test("no longer works once it is revoked, by its owner and nobody else", async () => {
    const { db } = database;
    const { id, token } = await tokenOf(ana);
    expect(await revokeToken(db, { userId: ben, id })).toBe(false);
    expect(await findToken(db, token)).toMatchObject({ ok: true });
    expect(await revokeToken(db, { userId: ana, id })).toBe(true);
    expect(await findToken(db, token)).toEqual({ ok: false, reason: "revoked" });
    expect(await revokeToken(db, { userId: ana, id }), "twice").toBe(false);
    expect((await listTokens(db, ana)).map((t) => t.id)).not.toContain(id);
  });

  test("no longer works once it has run out", async () => {
    const { db } = database;
    const { id, token } = await tokenOf(ana, { expiresAt: new Date(Date.now() + 60_000) });
    expect(await findToken(db, token)).toMatchObject({ ok: true });
    // A token's expiry cannot be changed, so this changes the dates with the trigger disabled.
    await db.$executeRaw`ALTER TABLE tokens DISABLE TRIGGER tokens_stay`;
    await db.$executeRaw`
      UPDATE tokens SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day' WHERE id = ${id}`;
    await db.$executeRaw`ALTER TABLE tokens ENABLE TRIGGER tokens_stay`;
    expect(await findToken(db, token)).toEqual({ ok: false, reason: "expired" });
  });

  test("says when it was last used", async () => {
    const { db } = database;
    const { id, token } = await tokenOf(ana);
    const used = async () => (await db.token.findUniqueOrThrow({ where: { id } })).lastUsedAt;
    expect(await used()).toBeNull();
    await findToken(db, token);
    const first = await used();
    expect(first).toBeInstanceOf(Date);
    await findToken(db, token);
    expect(await used(), "no write for each use").toEqual(first);
  });

  test("is refused beyond as many as anybody needs, also where they are asked for at once", async () => {
    const { db } = database;
    const asked = Array.from({ length: MOST_TOKENS + 5 }, () =>
      makeToken(db, { userId: ben, name: "one more", scopes: ["read"] }),
    );
    const made = await Promise.all(asked);
    expect(made.filter(({ ok }) => ok)).toHaveLength(MOST_TOKENS);
    expect(made.filter(({ ok }) => !ok)).toEqual(Array(5).fill({ ok: false, reason: "too-many" }));
    const [first] = await listTokens(db, ben);
    await revokeToken(db, { userId: ben, id: first?.id ?? 0 });
    expect((await makeToken(db, { userId: ben, name: "x", scopes: ["read"] })).ok).toBe(true);
  });
});

describe("the database itself", () => {
  const refused = (sql: string) => expect(database.db.$executeRawUnsafe(sql)).rejects;

  test("holds that a token stays as it was made, and revoked once it is", async () => {
    const { id } = await tokenOf(ana);
    for (const set of [
      `user_id = '${ben}'`,
      "scopes = '{read,contribute,review}'",
      "expires_at = now() + interval '10 years'",
      "sha256 = sha256('x')",
    ])
      await refused(`UPDATE tokens SET ${set} WHERE id = ${id}`).toThrow(/refused/);
    await revokeToken(database.db, { userId: ana, id });
    await refused(`UPDATE tokens SET revoked_at = NULL WHERE id = ${id}`).toThrow(/refused/);
  });

  test("holds that a token has a name, a purpose, a hash, and no more of itself", async () => {
    const insert = (name: string, prefix: string, sha256: string, scopes: string) =>
      refused(
        `INSERT INTO tokens (user_id, name, prefix, sha256, scopes)
         VALUES ('${ana}', '${name}', '${prefix}', ${sha256}, '${scopes}')`,
      );
    await insert("", "onr_00000000", "sha256('a')", "{read}").toThrow(/tokens_have_a_name/);
    await insert("x", "onr_000000001", "sha256('a')", "{read}").toThrow(/tokens_prefix_is_short/);
    await insert("x", "onr_00000000", "'a'", "{read}").toThrow(/tokens_sha256_is_one/);
    await insert("x", "onr_00000000", "sha256('a')", "{}").toThrow(/tokens_are_for_something/);
  });
});

describe("npm run token", () => {
  const run = (...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((done) => {
      execFile(
        process.execPath,
        [...program(join(ROOT, "scripts/token.ts")), ...args],
        { cwd: ROOT, env: { ...process.env, DATABASE_URL: database.url } },
        (error, out, err) => done({ code: Number(error?.code ?? 0), out, err }),
      );
    });

  test("prints a token that works, and nothing else that a program would read", async () => {
    const { code, out, err } = await run("ana", "--name", "CI", "--scope", "contribute", "--days", "7");
    expect(code, err).toBe(0);
    expect(await findToken(database.db, out.trim())).toMatchObject({
      ok: true,
      person: { handle: "ana" },
      scopes: new Set(["contribute"]),
    });
    const [newest] = await listTokens(database.db, ana);
    expect(newest).toMatchObject({ name: "CI", expiresAt: expect.any(Date) });
  });

  test("says what to do where it cannot", async () => {
    const refusals = [
      [["nobody"], /nobody with the handle "nobody"/],
      [[], /Whose token\?/],
      [["ana", "ben"], /One person at a time/],
      [["ana", "--scope", "everything"], /scope/],
      [["ana", "--days", "x"], /days/],
      [["ana", "--colour"], /--colour/],
    ] as const;
    const answers = await Promise.all(refusals.map(([args]) => run(...args)));
    answers.forEach(({ code, out, err }, index) => {
      expect({ code, out }, err).toEqual({ code: 1, out: "" });
      expect(err).toMatch(refusals[index]?.[1] ?? /never/);
    });
  });
});
