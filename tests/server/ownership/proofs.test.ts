import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findProof } from "../../../server/doors/proofs/find-proof";
import { PROOF_FILE } from "../../../server/work/ownership/finding";

const CODE = "on-record-abcdefghijkmnpqrstuv";
let host: Server;
let url: string;
/** What the host answers, by path; a number is a status, an address a redirect. */
let answers: Record<string, string>;

beforeAll(async () => {
  host = createServer((request, response) => {
    const answer = answers[request.url ?? ""];
    if (answer === undefined) response.writeHead(404).end("nothing here");
    else if (answer.startsWith("http")) response.writeHead(302, { location: answer }).end();
    else response.end(answer);
  });
  await new Promise<void>((done) => host.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
});
afterAll(() => void host.close());
beforeEach(() => {
  answers = {};
});

const feed = (more: string, link = url) =>
  `<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
    <channel><title>On Bread</title><link>${link}/about</link>${more}</channel></rss>`;
const look = (change = {}) =>
  findProof({ url: `${url}/feed.xml`, code: CODE, fetch: { allowInternal: true }, ...change });
const waysOf = async () => (await look()).findings.flatMap(({ way, isThere }) => (isThere ? [way] : []));

test("a code is found in the feed and on the show's site, and nowhere else", async () => {
  const inFeed = [
    `<podcast:txt purpose="verify">${CODE}</podcast:txt>`,
    `<podcast:txt purpose="other">x</podcast:txt><podcast:txt purpose=" Verify "> ${CODE} </podcast:txt>`,
    `<description>Bread. ${CODE}</description>`,
    `<description><![CDATA[<p>Bread.</p><p>${CODE}</p>]]></description>`,
  ];
  for (const more of inFeed) {
    answers["/feed.xml"] = feed(more);
    expect(await waysOf(), more).toEqual(["feed"]);
  }
  // What a listener or a guest may have put there proves nothing.
  const elsewhere = [
    `<podcast:txt purpose="applepodcastsverify">${CODE}</podcast:txt>`,
    `<item><title>x</title><description>${CODE}</description></item>`,
    `<copyright>${CODE}</copyright>`,
    `<description>${CODE.slice(0, -1)}</description>`,
  ];
  for (const more of elsewhere) {
    answers["/feed.xml"] = feed(more);
    expect(await waysOf(), more).toEqual([]);
  }
  answers[PROOF_FILE] = `\r\n${CODE}\r\nanother-code\r\n`;
  expect(await waysOf()).toEqual(["site"]);
  answers[PROOF_FILE] = `there is no page ${CODE} here`;
  expect(await waysOf(), "a page that repeats what was asked for").toEqual([]);
  answers["/taken"] = CODE;
  answers[PROOF_FILE] = `${url}/taken`;
  expect(await waysOf(), "within the site it may lead on").toEqual(["site"]);
  answers[PROOF_FILE] = `${url.replace("127.0.0.1", "localhost")}/taken`;
  expect(await waysOf(), "another host is another's").toEqual([]);
});

test("what cannot be read is said, and the address of the feed's own people is found", async () => {
  expect((await look()).findings).toMatchObject([{ way: "feed", isThere: false }]);
  expect((await look()).findings[0]?.said).toContain("404");
  answers["/feed.xml"] = `<!doctype html><p>${CODE}</p>`;
  expect((await look()).findings[0]).toMatchObject({
    isThere: false,
    said: expect.stringContaining("web page"),
  });
  const internal = await findProof({ url: `${url}/feed.xml`, code: CODE });
  expect(internal.findings[0]?.isThere).toBe(false);
  expect((await look({ url: "file:///etc/passwd" })).findings).toMatchObject([{ isThere: false }]);
  answers["/feed.xml"] = feed("", "javascript:alert(1)//");
  expect((await look()).findings[1]).toMatchObject({ way: "site", isThere: false });

  const emails = {
    "<itunes:owner><itunes:email> ann@bread.example </itunes:email></itunes:owner>": "ann@bread.example",
    '<podcast:locked owner="bo@bread.example">yes</podcast:locked>': "bo@bread.example",
    "<managingEditor>cy@bread.example (Cy)</managingEditor>": "cy@bread.example",
    "<itunes:owner><itunes:email>no address</itunes:email></itunes:owner>": null,
    "": null,
  };
  for (const [more, email] of Object.entries(emails)) {
    answers["/feed.xml"] = feed(more);
    expect((await look()).email, more).toBe(email);
  }
});
