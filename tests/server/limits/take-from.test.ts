import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CLIENT_ADDRESS } from "../../../lib/http/client-headers";
import { addressOf } from "../../../server/people/limits/address-of";
import { takeFrom } from "../../../server/people/limits/take-from";
import { createTestDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Moves a key's time forward, without waiting. */
const later = (key: string, seconds: number) =>
  database.db.$executeRaw`
    UPDATE limits SET full_at = full_at - make_interval(secs => ${seconds}::float8) WHERE key = ${key}`;

describe("takeFrom", () => {
  test("lets as many through as the limit says, then says when to come again", async () => {
    const { db } = database;
    const limit = { key: "a", limit: 5, perSeconds: 3600 };
    const left = [];
    for (let n = 0; n < 5; n += 1) {
      const taken = await takeFrom(db, limit);
      left.push(taken.ok && taken.left);
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
    const refused = await takeFrom(db, limit);
    if (refused.ok) throw new Error("It was let through");
    // At five an hour, the next is allowed in 12 minutes.
    expect(refused.retryAfterSeconds).toBeGreaterThan(700);
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(720);
    // Refused attempts do not count: the wait does not grow.
    for (let n = 0; n < 20; n += 1) await takeFrom(db, limit);
    const again = await takeFrom(db, limit);
    expect(!again.ok && again.retryAfterSeconds).toBeLessThanOrEqual(refused.retryAfterSeconds);

    await later("a", refused.retryAfterSeconds);
    expect(await takeFrom(db, limit)).toMatchObject({ ok: true, left: 0 });
    expect(await takeFrom(db, limit)).toMatchObject({ ok: false });
    await later("a", 1_000_000);
    expect(await takeFrom(db, limit), "never more than the limit at once").toMatchObject({
      ok: true,
      left: 4,
    });
  });

  test("counts all that come at once, from however many processes", async () => {
    const { db } = database;
    const taken = await Promise.all(
      Array.from({ length: 60 }, () => takeFrom(db, { key: "b", limit: 20, perSeconds: 3600 })),
    );
    expect(taken.filter(({ ok }) => ok)).toHaveLength(20);
    for (const each of taken) if (!each.ok) expect(each.retryAfterSeconds).toBeGreaterThanOrEqual(1);
  });

  test("keeps keys apart", async () => {
    const { db } = database;
    const one = { limit: 1, perSeconds: 60 };
    expect(await takeFrom(db, { key: "c", ...one })).toMatchObject({ ok: true });
    expect(await takeFrom(db, { key: "c", ...one })).toMatchObject({ ok: false });
    expect(await takeFrom(db, { key: "d", ...one })).toMatchObject({ ok: true });
  });
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
  ["2001:0db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["", "unknown"],
  ["'; DROP TABLE limits", "unknown"],
])("%s is counted as %s", (noted, counted) => {
  expect(addressOf(new Headers({ [CLIENT_ADDRESS]: noted }))).toBe(counted);
  // What a client says of itself is not read.
  expect(addressOf(new Headers({ [CLIENT_ADDRESS]: noted, "X-Forwarded-For": "198.51.100.7" }))).toBe(
    counted,
  );
});
