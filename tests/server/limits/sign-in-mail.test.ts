import { afterAll, beforeAll, expect, test } from "vitest";
import { mailboxOf, SIGN_IN_MAILS, takeSignInMail } from "../../../server/people/limits/take-sign-in-mail";
import { createTestDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const ask = (email: string, address: string) =>
  takeSignInMail(database.db, { email, address, secret: "a secret" });

test("forty sign-in mails to one mailbox are four, wherever they are asked from", async () => {
  const asked = await Promise.all(
    Array.from({ length: 40 }, (_, i) => ask(`Victim+${i}@example.org`, `203.0.113.${i}`)),
  );
  expect(asked.filter(Boolean)).toHaveLength(SIGN_IN_MAILS.recipientAnHour);
  // Others get theirs.
  expect(await ask("somebody@example.org", "203.0.113.200")).toBe(true);
  const keys = await database.db.$queryRaw<{ key: string }[]>`SELECT key FROM limits`;
  expect(JSON.stringify(keys)).not.toMatch(/victim|example/i);
});

test("one address cannot write to everybody", async () => {
  const asked = await Promise.all(
    Array.from({ length: 60 }, (_, i) => ask(`person-${i}@example.org`, "198.51.100.1")),
  );
  expect(asked.filter(Boolean)).toHaveLength(SIGN_IN_MAILS.addressAnHour);
});

test("the whole site sends no more than it may, however many addresses ask", async () => {
  await database.db.$executeRaw`DELETE FROM limits`;
  const most = SIGN_IN_MAILS.siteAnHour;
  let sent = 0;
  for (let at = 0; at < most + 50; at += 50) {
    const asked = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        ask(`m${at + i}@example.org`, `10.${at % 250}.${(at / 50) | 0}.${i}`),
      ),
    );
    sent += asked.filter(Boolean).length;
  }
  // A little comes back while the test runs.
  expect(sent).toBeGreaterThanOrEqual(most);
  expect(sent).toBeLessThan(most + 50);
});

test.each([
  ["Ana@Example.org", "ana@example.org"],
  ["ana+list@example.org", "ana@example.org"],
  ["a.n.a+x@gmail.com", "ana@gmail.com"],
  ["ana@googlemail.com", "ana@gmail.com"],
  ["a.n.a@example.org", "a.n.a@example.org"],
])("%s is the mailbox %s", (email, mailbox) => expect(mailboxOf(email)).toBe(mailbox));
