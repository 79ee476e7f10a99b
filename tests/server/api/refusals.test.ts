import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CLIENT_ADDRESS } from "../../../lib/http/client-headers";
import { openApi, SITE, type TestApi } from "./serving";

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.drop());

/** The reason in a refusal, which has to be a problem document of RFC 9457. */
async function refused(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const body = await response.json();
  expect(body).toMatchObject({
    type: expect.stringContaining(`${SITE}/docs/api#`),
    title: expect.any(String),
    status: response.status,
    detail: expect.any(String),
    instance: expect.stringMatching(/^\/api/),
  });
  return { status: response.status, kind: body.type.split("#")[1], ...body };
}

describe("an address that is none", () => {
  test.each([
    "/nothing",
    "/shows/figures/more",
    "//",
    "/shows//",
    "/%2e%2e",
    "/shows/%",
    "/episode/figures",
    "/v2",
  ])("%s", async (path) => {
    expect(await refused(await api.call(path))).toMatchObject({ status: 404 });
  });

  test("/episodes/figures takes an episode to add, and has nothing to read", async () => {
    expect(await refused(await api.call("/episodes/figures"))).toMatchObject({
      ...{ status: 405, kind: "wrong-method" },
    });
  });

  test.each(["/shows/NOBODY", "/shows/%00", "/shows/a%2Fb", "/episodes/figures/99", "/shows/constructor"])(
    "%s names nothing",
    async (path) => {
      expect(await refused(await api.call(path))).toMatchObject({ status: 404, kind: "not-found" });
    },
  );

  test("takes no other method than it has, and says which it has", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const response = await api.call("/shows", { method });
      expect(response.headers.get("allow")).toBe("GET, HEAD");
      expect(await refused(response), method).toMatchObject({ status: 405, kind: "wrong-method" });
    }
  });
});

describe("a query that is not as it should be", () => {
  test.each([
    ["/shows?colour=red", "colour"],
    ["/shows?limit=0", "limit"],
    ["/shows?limit=201", "limit"],
    ["/shows?limit=ten", "limit"],
    ["/episodes?since=yesterday", "since"],
    ["/episodes?show=..", "show"],
    ["/episodes?gaps=1", "gaps"],
    ["/gaps?document=147", "document"],
    [`/search?q=${"a".repeat(301)}`, "q"],
    ["/search?q=a&year=20", "year"],
  ])("%s", async (path, parameter) => {
    expect(await refused(await api.call(path))).toMatchObject({
      status: 400,
      kind: "bad-query",
      errors: [{ parameter, detail: expect.any(String) }],
    });
  });

  test("a name that is given twice", async () => {
    expect(await refused(await api.call("/shows?limit=1&limit=2"))).toMatchObject({ status: 400 });
  });
});

describe("a token", () => {
  test("that cannot be used is said, also where none was needed", async () => {
    const token = await api.tokenOf("demo-contributor");
    await api.db.token.updateMany({ where: { prefix: token.slice(0, 12) }, data: { revokedAt: new Date() } });
    for (const authorization of [`Bearer ${token}`, "Bearer x", "Bearer", "Basic YTpi", ""]) {
      const response = await api.call("/shows", { headers: { Authorization: authorization } });
      expect(response.headers.get("www-authenticate"), authorization).toContain("invalid_token");
      expect(await refused(response), authorization).toMatchObject({ status: 401, kind: "bad-token" });
    }
  });

  test("that can be used is welcome where none is needed", async () => {
    const token = await api.tokenOf("demo-contributor", ["read"]);
    expect((await api.call("/shows", { token })).status).toBe(200);
  });
});

describe("limits", () => {
  const strict = { limits: { address: 3, person: 2 } };
  const from = (address: string, claimed = "1.1.1.1") => ({
    headers: { [CLIENT_ADDRESS]: address, "X-Forwarded-For": claimed },
  });

  test("hold for an address, whatever it says of itself, and for no other", async () => {
    for (const spoofed of ["", "1.1.1.1", "2.2.2.2, 3.3.3.3"])
      expect((await api.call("/shows", from("198.51.100.7", spoofed), strict)).status).toBe(200);
    const response = await api.call("/shows", from("198.51.100.7"), strict);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused(response)).toMatchObject({ status: 429, kind: "too-many-requests" });
    expect((await api.call("/shows", from("198.51.100.8"), strict)).status).toBe(200);
  });

  test("hold for a person wherever they call from, with whichever token", async () => {
    const tokens = [await api.tokenOf("demo-maintainer"), await api.tokenOf("demo-maintainer")];
    const calls = [0, 1, 2].map((n) => ({ ...from(`203.0.113.${n}`), token: tokens[n % 2] ?? "" }));
    const statuses = [];
    for (const call of calls) statuses.push((await api.call("/shows", call, strict)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test("count what is tried with tokens that are none", async () => {
    const wrong = { headers: { [CLIENT_ADDRESS]: "192.0.2.1", Authorization: "Bearer x" } };
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await api.call("/shows", wrong, strict)).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
  });
});
