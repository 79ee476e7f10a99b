import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { axe, expect, test } from "./support/test";

// Other tests check the API's answers in the server; these check that a browser receives them unchanged.

test.use({ onlyReads: true });

test("the API answers at its address, problems and all", async ({ request, site }) => {
  const shows = await request.get("/api/v1/shows");
  expect(shows.status()).toBe(200);
  expect(shows.headers()["content-type"]).toBe("application/json; charset=utf-8");
  expect(shows.headers()["access-control-allow-origin"]).toBe("*");
  const { items } = await shows.json();
  expect(items).toEqual([expect.objectContaining({ slug: "figures", url: `${site.url}/figures` })]);
  const etag = shows.headers().etag ?? "";
  expect((await request.get("/api/v1/shows", { headers: { "If-None-Match": etag } })).status()).toBe(304);
  expect((await request.get("/api/v1")).status()).toBe(200);

  for (const [method, path, status] of [
    ["GET", "/api/v1/nothing", 404],
    ["GET", "/api/v1/shows/nobody", 404],
    ["GET", "/api/v1/shows?x=1", 400],
    ["DELETE", "/api/v1/shows", 405],
    ["PUT", "/api/v1/nothing/at/all", 404],
  ] as const) {
    const response = await request.fetch(path, { method });
    expect(response.status(), path).toBe(status);
    expect(response.headers()["content-type"], path).toBe("application/problem+json");
    expect(await response.json(), path).toMatchObject({
      status,
      type: expect.stringContaining("/docs/api#"),
    });
  }
});

test("a page of another site may read it", async ({ page, site }) => {
  // To a browser, another port is another site.
  const elsewhere = createServer((_, response) => {
    response
      .setHeader("Content-Type", "text/html")
      .end('<title>Elsewhere</title><link rel="icon" href="data:,">');
  });
  await new Promise<void>((ready) => elsewhere.listen(0, "localhost", ready));
  await page.goto(`http://localhost:${(elsewhere.address() as AddressInfo).port}/`);
  const read = await page.evaluate(async (url) => {
    const open = await fetch(url, { headers: { "If-None-Match": '"other"' } });
    return { status: open.status, etag: open.headers.get("etag") };
  }, `${site.url}/api/v1/gaps`);
  expect(read).toEqual({ status: 200, etag: expect.any(String) });
  await new Promise((closed) => elsewhere.close(closed));
});

test("its documentation tells every address and every problem, and opens at one", async ({
  page,
  request,
}) => {
  const { paths } = await (await request.get("/api/v1/openapi.json")).json();
  await page.goto("/docs/api#bad-cursor");
  await expect(page.locator("#bad-cursor")).toBeInViewport();
  for (const [path, methods] of Object.entries<Record<string, { operationId: string }>>(paths)) {
    for (const [method, { operationId }] of Object.entries(methods))
      await expect(page.locator(`#${operationId} > summary`)).toContainText(
        `${method.toUpperCase()} ${path}`,
      );
  }
  await page.locator("#listGaps > summary").click();
  await expect(page.locator("#listGaps")).toContainText("document");
  await axe(page);
});

test("a show leads to its feeds, and they are served as what they are", async ({ page, request }) => {
  await page.goto("/figures");
  for (const [type, path] of [
    ["application/rss+xml", "/figures/feed.xml"],
    ["application/atom+xml", "/figures/changes.xml"],
  ] as const) {
    const href = await page.locator(`head > link[rel="alternate"][type="${type}"]`).getAttribute("href");
    expect(new URL(href ?? "", page.url()).pathname).toBe(path);
    const response = await request.get(path);
    expect(response.headers()).toMatchObject({
      "content-type": `${type}; charset=utf-8`,
      "access-control-allow-origin": "*",
    });
    const headers = { "If-None-Match": response.headers().etag ?? "" };
    expect((await request.get(path, { headers })).status()).toBe(304);
  }
  const feed = await (await request.get("/figures/feed.xml")).text();
  const transcripts = [...feed.matchAll(/<podcast:transcript url="([^"]+)" type="([^"]+)"/g)];
  expect(transcripts).toHaveLength(12);
  for (const [, url = "", type = ""] of transcripts) {
    const response = await request.get(url);
    expect(response.status(), url).toBe(200);
    expect(response.headers()["content-type"], url).toBe(`${type}; charset=utf-8`);
    expect(response.headers()["access-control-allow-origin"], url).toBe("*");
  }
});
