import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openApi, SITE, type TestApi } from "./serving";

let api: TestApi;
let text: string;
let contributor: string;
let maintainer: string;

beforeAll(async () => {
  api = await openApi();
  ({ text } = await api.json("/documents/figures/1/transcript/revisions/1"));
  [contributor, maintainer] = await Promise.all([
    api.tokenOf("demo-contributor", ["contribute"]),
    api.tokenOf("demo-maintainer", ["review", "contribute"]),
  ]).then(([a = "", b = ""]) => [a, b]);
});
afterAll(() => api.drop());

interface Contribution {
  readonly id: number;
  readonly url: string;
  readonly status: string;
  readonly version: number;
  readonly hunks: readonly { start: number; end: number; before: string; after: string }[];
  readonly revision: number | null;
}

/** The text with one paragraph changed. */
function changed(place: number, to: (paragraph: string) => string): string {
  return text
    .split("\n\n")
    .map((paragraph, index) => (index === place ? to(paragraph) : paragraph))
    .join("\n\n");
}

const post = (path: string, body: unknown, token: string, headers: Record<string, string> = {}) =>
  api.call(path, {
    method: "POST",
    token,
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "Content-Type": "application/json", ...headers },
  });

const proposal = (proposed: string, more: object = {}) => ({
  ...{ document: "figures/1", kind: "transcript", base: 1, text: proposed, message: "A word was missing" },
  ...more,
});

async function propose(proposed: string, more: object = {}): Promise<Contribution> {
  const response = await post("/contributions", proposal(proposed, more), contributor);
  expect(response.status, await response.clone().text()).toBe(201);
  return response.json();
}

/** The numbers of contributions and revisions, neither of which a refusal changes. */
const written = async () => [await api.db.contribution.count(), await api.db.revision.count()];

describe("a contribution", () => {
  test("is made as the issue has it: id, url, status, version and hunks", async () => {
    const response = await post("/contributions", proposal(changed(0, (p) => `${p} Welcome.`)), contributor);
    expect(response.status).toBe(201);
    const made: Contribution = await response.json();
    expect(made).toMatchObject({
      ...{ url: `${SITE}/contributions/${made.id}`, status: "open", version: 1, revision: null },
      ...{ document: "figures/1", kind: "transcript", base: 1, summary: "A word was missing" },
      author: { handle: "demo-contributor" },
    });
    expect(response.headers.get("location")).toBe(made.url);
    expect(made.hunks).toHaveLength(1);
    expect(made.hunks[0]?.after).toContain("Welcome.");
    expect(await api.json(`/contributions/${made.id}`)).toEqual({ ...made, reviews: [] });
  });

  test("needs no message: one is made", async () => {
    const body = proposal(changed(1, (p) => `${p} Indeed.`));
    const response = await post("/contributions", { ...body, message: undefined }, contributor);
    expect(response.status).toBe(201);
    expect((await response.json()).summary.length).toBeGreaterThan(5);
  });

  test("is of show notes too", async () => {
    const notes: { text: string } = await api.json("/documents/figures/1/notes/revisions/1");
    const made = await propose(`${notes.text}\nOne more link.\n`, { kind: "notes" });
    expect(made).toMatchObject({ kind: "notes", status: "open" });
  });

  test("is made once by the same call sent twice with its key, also at once", async () => {
    const body = proposal(changed(2, (p) => `${p} Twice.`));
    const before = await api.db.contribution.count();
    const key = { "Idempotency-Key": "a-key-of-mine" };
    const made = await Promise.all([0, 1, 2].map(() => post("/contributions", body, contributor, key)));
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    const ids = await Promise.all(made.map(async (each) => (await each.json()).id));
    expect(new Set(ids).size).toBe(1);
    expect(await api.db.contribution.count()).toBe(before + 1);
  });

  test("is listed, by show, document, status and author", async () => {
    const count = async (query: string): Promise<number> => {
      const { items }: { items: unknown[] } = await api.json(`/contributions?limit=200&${query}`);
      return items.length;
    };
    const all = await api.db.contribution.count();
    expect(await count("show=figures&status=open")).toBe(all);
    expect(await count("document=figures/1&kind=notes")).toBe(1);
    expect(await count("author=demo-contributor")).toBe(all);
    for (const query of ["status=accepted", "author=nobody", "document=figures/2", "show=nobody"])
      expect(await count(query), query).toBe(0);
  });

  const REFUSED: [string, object | string, number, string][] = [
    ["a base that is none", { base: 99 }, 422, "base"],
    ["a base of another document", { document: "figures/2", base: 7 }, 422, "base"],
    ["a document that is none", { document: "figures/99" }, 422, "document"],
    ["a name that is none", { document: "147" }, 422, "document"],
    ["a kind that is none", { kind: "audio" }, 422, "kind"],
    ["a number that is text", { base: "1" }, 422, "base"],
    ["a text that is a number", { text: 1 }, 422, "text"],
    ["a field that is none", { colour: "red" }, 422, "colour"],
    ["a field that is missing", { text: undefined }, 422, "text"],
    ["a text that changes nothing", {}, 422, "text"],
    ["a NUL", { text: "a\0b" }, 422, "text"],
    ["half a character", { text: "a\ud800b" }, 422, "text"],
    ["control characters", { text: "a\u0007b" }, 422, "text"],
    ["a message without end", { message: "x".repeat(501) }, 422, "message"],
  ];
  test.each(REFUSED)("is refused for %s, and nothing is written", async (_, change, status, field) => {
    const before = await written();
    const response = await post("/contributions", { ...proposal(text), ...(change as object) }, contributor);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      errors: [{ pointer: `#/${field}`, detail: expect.any(String) }],
    });
    expect(await written()).toEqual(before);
  });

  test.each([
    ["no object", "[]", 422],
    ["no JSON", "{'document'}", 400],
    ["nothing", "", 400],
    ["broken UTF-8", Buffer.from([0x22, 0xff, 0x22]), 400],
  ] as const)("is refused where the body is %s", async (_, body, status) => {
    const before = await written();
    const response = await api.call("/contributions", {
      ...{ method: "POST", token: contributor, body },
      headers: { "Content-Type": "application/json" },
    });
    expect(response.status).toBe(status);
    expect(await written()).toEqual(before);
  });

  test("is refused by its length before a byte is read, and while it is read where that lies", async () => {
    const fifty = 50_000_000;
    let sent = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(stream) {
          sent += 1_000_000;
          if (sent > fifty) stream.close();
          else stream.enqueue(new Uint8Array(1_000_000).fill(120));
        },
      });
    for (const headers of [{ "Content-Length": String(fifty) }, {}]) {
      sent = 0;
      const response = await api.call("/contributions", {
        ...{ method: "POST", token: contributor, body: endless(), duplex: "half" },
        headers: { "Content-Type": "application/json", ...headers },
      } as RequestInit & { token: string });
      expect(response.status).toBe(413);
      expect(sent, "no more of it is read").toBeLessThan(20_000_000);
    }
    const long = await post("/contributions", proposal("x".repeat(3_600_000)), contributor);
    expect(long.status).toBe(413);
  });

  test("is refused to whoever has no token for it, is blocked, or was never asked", async () => {
    const body = proposal(changed(0, (p) => `${p} Hm.`));
    const before = await written();
    expect((await post("/contributions", body, "")).status).toBe(401);
    expect(
      (await post("/contributions", body, await api.tokenOf("demo-contributor", ["review"]))).status,
    ).toBe(403);
    const revoked = await api.tokenOf("demo-contributor", ["contribute"]);
    await api.db.token.updateMany({
      where: { prefix: revoked.slice(0, 12) },
      data: { revokedAt: new Date() },
    });
    expect((await post("/contributions", body, revoked)).status).toBe(401);
    await api.db.show.update({ where: { slug: "figures" }, data: { contribute: "invited" } });
    expect((await post("/contributions", body, contributor)).status).toBe(403);
    await api.db.show.update({ where: { slug: "figures" }, data: { contribute: "signed_in" } });
    expect(await written()).toEqual(before);
  });

  test("takes script for the text that it is", async () => {
    const script = "<script>alert(1)</script>";
    const made = await propose(
      changed(3, (p) => `${p} ${script}`),
      { message: script },
    );
    expect(made).toMatchObject({ summary: script });
    expect(made.hunks[0]?.after).toContain(script);
  });
});

describe("a review", () => {
  const reviewOf = (id: number, body: object, token = maintainer) =>
    post(`/contributions/${id}/reviews`, body, token);

  test("names a version and a revision that there can be", async () => {
    const made = await propose(changed(11, (p) => `${p} Numbered.`));
    for (const body of [
      { decision: "reject", version: 2 ** 31, comment: "No." },
      { decision: "request-changes", version: 2 ** 53, comment: "No." },
      { decision: "accept", version: 1, text: "x", on: 2 ** 31 },
    ])
      expect((await reviewOf(made.id, body)).status).toBe(422);
  });

  test("accepts, and says the new revision's number", async () => {
    const made = await propose(changed(10, (p) => `${p} Accepted.`));
    const response = await reviewOf(made.id, { decision: "accept", version: 1, comment: "Thanks!" });
    expect(response.status).toBe(201);
    const { revision, ...rest } = await response.json();
    expect(rest).toEqual({ contribution: made.id, decision: "accept", status: "accepted" });
    const now: { text: string; author: object } = await api.json(
      `/documents/figures/1/transcript/revisions/${revision}`,
    );
    expect(now.text).toContain("Accepted.");
    expect(now.author).toMatchObject({ handle: "demo-contributor" });
    expect(await api.json(`/contributions/${made.id}`)).toMatchObject({
      ...{ status: "accepted", revision },
      reviews: [
        { decision: "accept", comment: "Thanks!", edited: false, reviewer: { handle: "demo-maintainer" } },
      ],
    });
    const again = await reviewOf(made.id, { decision: "accept", version: 1 });
    expect(again.status, "it is decided").toBe(409);
    expect(await again.json()).toMatchObject({ reason: "decided" });
  });

  test("accepts what the maintainer changed", async () => {
    const made = await propose(changed(12, (p) => `${p} Nearly.`));
    const edited = changed(12, (p) => `${p} Exactly.`);
    const response = await reviewOf(made.id, { decision: "accept", version: 1, text: edited });
    expect(response.status, await response.clone().text()).toBe(201);
    const { revision } = await response.json();
    const now: { text: string } = await api.json(`/documents/figures/1/transcript/revisions/${revision}`);
    expect(now.text).toContain("Exactly.");
    expect(now.text).not.toContain("Nearly.");
  });

  test("rejects and sends back, with a reason", async () => {
    for (const [decision, status] of [
      ["reject", "rejected"],
      ["request-changes", "changes-requested"],
    ] as const) {
      const made = await propose(changed(14, (p) => `${p} ${decision}.`));
      const without = await reviewOf(made.id, { decision, version: 1 });
      expect(without.status).toBe(422);
      expect(await without.json()).toMatchObject({ errors: [{ pointer: "#/comment" }] });
      const response = await reviewOf(made.id, { decision, version: 1, comment: "Not what is said." });
      expect(response.status).toBe(201);
      expect(await response.json()).toEqual({ contribution: made.id, decision, status, revision: null });
    }
  });

  test("of what conflicts is answered by both sides, and changes nothing", async () => {
    const place = 16;
    const [first, second] = [
      await propose(changed(place, () => "Something else altogether.")),
      await propose(changed(place, () => "Quite another thing.")),
    ];
    expect((await reviewOf(first.id, { decision: "accept", version: 1 })).status).toBe(201);
    const before = await written();
    const response = await reviewOf(second.id, { decision: "accept", version: 1 });
    expect(response.status).toBe(409);
    const { conflicts, reason } = await response.json();
    expect(reason).toBe("conflict");
    const told = JSON.stringify(conflicts);
    for (const side of ["Something else altogether", "Quite another thing"]) expect(told).toContain(side);
    expect(await written()).toEqual(before);
    expect(await api.json(`/contributions/${second.id}`)).toMatchObject({ status: "open" });
  });

  test("of an older version is answered by what was seen and what is there now", async () => {
    const made = await propose(changed(18, (p) => `${p} First.`));
    const { amend } = await import("../../../server/work/contributions/amend");
    const user = await api.db.user.findUniqueOrThrow({ where: { handle: "demo-contributor" } });
    const amended = await amend(api.db, {
      ...{ id: made.id, version: 1, base: 1, text: changed(18, (p) => `${p} Second.`) },
      author: { id: user.id, name: "Casey" },
    });
    expect(amended.ok).toBe(true);
    const response = await reviewOf(made.id, { decision: "accept", version: 1 });
    expect(response.status).toBe(409);
    const problem = await response.json();
    expect(problem).toMatchObject({ reason: "older-version", version: 2 });
    expect(JSON.stringify(problem.seen)).toContain("First.");
    expect(JSON.stringify(problem.now)).toContain("Second.");
    expect((await reviewOf(made.id, { decision: "accept", version: 2 })).status).toBe(201);
  });

  test("is for maintainers, with a token for it", async () => {
    const made = await propose(changed(20, (p) => `${p} Who?`));
    const body = { decision: "accept", version: 1 };
    expect((await reviewOf(made.id, body, "")).status).toBe(401);
    expect((await reviewOf(made.id, body, contributor)).status, "another scope").toBe(403);
    const other = await api.tokenOf("demo-contributor", ["review"]);
    expect((await reviewOf(made.id, body, other)).status, "no maintainer").toBe(403);
    expect(await api.json(`/contributions/${made.id}`)).toMatchObject({ status: "open", reviews: [] });
  });

  test.each([
    [{ decision: "maybe", version: 1 }, "decision"],
    [{ decision: "accept" }, "version"],
    [{ decision: "accept", version: "1" }, "version"],
    [{ decision: "reject", version: 1, comment: "x", text: "y" }, "text"],
    [{ decision: "reject", version: 1, comment: "x".repeat(1_000_000) }, "comment"],
    [{ decision: "reject", version: 1, comment: "\0" }, "comment"],
    [{ decision: "accept", version: 1, colour: "red" }, "colour"],
  ])("is refused where it is not as it should be: %j", async (body, field) => {
    const made = await propose(changed(22, (p) => `${p} Strict ${field} ${Object.keys(body).length}.`));
    const response = await reviewOf(made.id, body);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ pointer: `#/${field}` }] });
    expect(await api.json(`/contributions/${made.id}`)).toMatchObject({ status: "open", reviews: [] });
  });
});
