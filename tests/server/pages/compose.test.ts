import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { compose, piecesOf } from "../../../server/text/pages/compose";
import { takeApart } from "../../../server/text/pages/take-apart";

const CHUNK = "/_next/static/chunks/a1.js";
const TEXT = "/a/1/text/n4me";
const SCRIPTS = { first: "first()", early: "early()", later: "later()", player: "/_next/static/player-1.js" };
const TOLD = '{"href":"/a/1","audio":{"url":"/a<!---->.mp3"}}';
const PIECE = `<p id="p1">"quoted" & <!--piece:${TEXT}--> $& $1</p>`;

/** As Next and React write an episode's page, in short. */
const page = ({ told = `<script type="application/json" data-told="">${TOLD}</script>`, more = "" } = {}) =>
  [
    '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><link rel="stylesheet" href="/a.css"/>',
    `<link rel="preload" as="script" fetchPriority="low" href="${CHUNK}"/>`,
    `<script src="${CHUNK}" async=""></script><script src="/polyfills.js" noModule=""></script></head><body>`,
    `${told}${more}<div lang="en" data-piece="${TEXT}"><!--piece:${TEXT}--></div>`,
    '<section data-player="">bar</section><div hidden="" data-piece="player"><!--piece:player--></div>',
    `<script src="${CHUNK}?b" id="_R_" async=""></script>`,
    `<script>self.__next_f.push([1,"\\u003c!--piece:${TEXT}-->"])</script></body></html>`,
  ].join("");

const pieces = new Map([[TEXT, Buffer.from(PIECE)]]);
const made = (html: string, more = {}) =>
  compose(takeApart(html), { pieces, scripts: SCRIPTS, framed: false, ...more });
const bodyOf = (html: string) => made(html).body.toString();
const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("a page put together", () => {
  it("has its piece once, as it was given, in its place", () => {
    const found = bodyOf(page());
    expect(piecesOf(takeApart(page()))).toEqual([TEXT]);
    expect(found.split(PIECE)).toHaveLength(2);
    expect(found).toContain(`data-piece="${TEXT}">${PIECE}</div>`);
  });

  it("has what a listener waits for before what they do not", () => {
    const found = bodyOf(page());
    const order = ["first()", TOLD, "early()", "/_next/static/player-1.js", "stylesheet", PIECE, "bar"];
    const behind = ['<script src="/_next/static/player-1.js">', "self.__next_f", "data-later", "later()"];
    const places = [...order, ...behind].map((text) => found.indexOf(text));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  it("leaves Next's scripts out, and lists them with their attributes for later", () => {
    const found = bodyOf(page());
    expect(found).not.toContain('async=""');
    expect(found).not.toContain('rel="preload" as="script" fetchPriority');
    const [, list = ""] = /data-later>(.*?)<\/script>/.exec(found) ?? [];
    expect(JSON.parse(list)).toEqual([
      { src: CHUNK, async: "" },
      { src: `${CHUNK}?b`, id: "_R_", async: "" },
    ]);
    expect(found, "an old browser's are no scripts to wait with").toContain("/polyfills.js");
  });

  it("changes nothing else", () => {
    const found = bodyOf(page());
    const added = [
      /<script>first.*?rel="preload" as="script" href="[^"]*">/,
      /<script type="application\/json" data-later.*?later\(\)<\/script>/,
    ];
    const rest = [...added, PIECE, '<script src="/_next/static/player-1.js"></script>'].reduce<string>(
      (text, part) => text.replace(part, ""),
      found,
    );
    const left = [
      `<!--piece:${TEXT}-->`,
      "<!--piece:player-->",
      `<link rel="preload" as="script" fetchPriority="low" href="${CHUNK}"/>`,
      `<script src="${CHUNK}" async=""></script>`,
      `<script src="${CHUNK}?b" id="_R_" async=""></script>`,
    ].reduce((text, part) => text.replace(part, ""), page());
    expect(rest).toBe(left);
  });

  it("that plays nothing keeps its scripts where they are, and gets the first one alone", () => {
    const plain = page({ told: "" });
    const found = bodyOf(plain);
    expect(found).toContain(`<script src="${CHUNK}" async=""></script>`);
    expect(found).toContain("<head><script>first()</script><meta");
    expect(found).not.toContain("early()");
  });

  it("is not sent without its piece", () => {
    expect(() => made(page(), { pieces: new Map() })).toThrow(`The piece ${TEXT} is missing`);
  });

  it("takes no marker that somebody wrote for a place", () => {
    const foreign = `<div><!--piece:${TEXT}--></div><div data-piece="/other"><b></b><!--piece:/other--></div><template><!--piece:/t--></template>`;
    expect(piecesOf(takeApart(page({ more: foreign })))).toEqual([TEXT]);
    expect(bodyOf(page({ more: foreign })).split(PIECE)).toHaveLength(2);
  });

  it("says of what state it was made", () => {
    const stated = page().replace("</head>", '<meta name="made-of" content="4.2"/></head>');
    expect(takeApart(stated).madeOf).toBe("4.2");
    expect(takeApart(page()).madeOf).toBeUndefined();
  });
});

describe("the content policy of a page", () => {
  it("names by their hash the scripts that stand in it, ours and Next's, and no data", () => {
    const { policy } = made(page());
    const pushed = /<script>(self.*?)<\/script>/.exec(page())?.[1] ?? "";
    const expected = ["first()", "early()", "later()", pushed].map(hashOf);
    expect(policy).toContain(`script-src 'self' ${expected.join(" ")};`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(made(page(), { framed: true }).policy).toContain("frame-ancestors *");
  });

  it("names those of a page that plays nothing", () => {
    const { policy } = made("<html><head></head><body><script>a()</script><style>p{}</style></body></html>");
    expect(policy).toContain(`script-src 'self' ${hashOf("first()")} ${hashOf("a()")};`);
    expect(policy).toContain(`style-src 'self' ${hashOf("p{}")};`);
  });

  it("lets only Next's development server evaluate", () => {
    expect(made(page()).policy).not.toContain("unsafe-eval");
    expect(made(page(), { develop: true }).policy).toContain("'unsafe-eval'");
  });
});
