import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeShow, person } from "./stage";

type Person = { id: string; name: string };

const now = vi.hoisted(() => ({ person: null as Person | null }));
vi.mock("@/server/people/accounts/current-person", () => ({ currentPerson: async () => now.person }));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  vi.stubEnv("DATABASE_URL", database.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
});

const PIECE = "a".repeat(64 * 1024);

/** Sends a form as long as an edited text, and tells how many of its pieces were read. */
async function send() {
  const { POST } = await import("@/app/review/decide/route");
  let read = 0;
  const pieces = ["decision=edit&id=1&version=1&on=1&text=", ...Array.from({ length: 20 }, () => PIECE)];
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[read];
        if (piece === undefined) return controller.close();
        read += 1;
        controller.enqueue(Buffer.from(piece));
      },
    },
    { highWaterMark: 0 },
  );
  const response = await POST(
    new Request("https://onrecord.example/review/decide", {
      method: "POST",
      headers: {
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
        "content-length": String(pieces.join("").length),
      },
      ...{ body, duplex: "half" },
    }),
  );
  return { read, code: ((await response.json()) as { code: string }).code };
}

test("a long decision is read of whoever reviews something, and of nobody else", async () => {
  const { db } = database;
  const { id: showId } = await makeShow(db, { slug: "shown" });
  expect(await send()).toEqual({ read: 0, code: "signed-out" });
  const mallory = await person(db, "mallory");
  now.person = mallory;
  expect(await send()).toEqual({ read: 0, code: "not-allowed" });
  await grant(db, mallory, showId, "trusted");
  expect(await send()).toEqual({ read: 0, code: "not-allowed" });
  await db.showRole.updateMany({ where: { showId }, data: { role: "maintainer" } });
  const { read, code } = await send();
  expect(read).toBeGreaterThan(10);
  expect(code).not.toBe("not-allowed");
});
