import { describe, expect, test } from "vitest";
import { playerFirst } from "../../../server/text/pages/player-first";

const CHUNK = "/_next/static/chunks/abc.js";
const PLAYER = '<script src="/_next/static/player-0123.js"></script>';
const TEXT = '<p id="p1">Scripts: &lt;script src="/_next/static/chunks/x.js" async=""&gt; and </p>';

const page = ({ player = PLAYER, audio = '{"url":"/a.mp3","type":null}' } = {}) =>
  [
    `<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><link rel="stylesheet" href="/s.css" data-precedence="next"/>`,
    `<link rel="preload" as="script" fetchPriority="low" href="${CHUNK}"/><script src="${CHUNK}" async=""></script>`,
    `<script>theme()</script></head><body><audio preload="metadata" data-tab=""></audio>`,
    `<script>(function(told){})(self.onRecordEpisode={"href":"/a/1","audio":${audio}})</script>`,
    `${TEXT}${player}<script src="${CHUNK}" id="_R_" async=""></script></body></html>`,
  ].join("");

describe("the player first", () => {
  test("Next's scripts wait where they stand, and nothing asks for them ahead", () => {
    const found = playerFirst(page());
    expect(found).not.toContain(' async=""></script>');
    expect(found.match(/rel="preload" as="script"[^>]*>/g)).toEqual([
      'rel="preload" as="script" href="/_next/static/player-0123.js">',
    ]);
    expect(found).toContain(`<script data-later="${CHUNK}" id="_R_" ></script>`);
    expect(found.match(/data-later="/g)).toHaveLength(2);
    expect(found).toMatch(/setTimeout\(start,300\)[\s\S]*<\/script><\/body><\/html>$/);
  });

  test("style sheets stand behind the lines in the head", () => {
    const found = playerFirst(page());
    expect(found.indexOf("theme()")).toBeLessThan(found.indexOf('rel="stylesheet"'));
    expect(found.indexOf('rel="stylesheet"')).toBeLessThan(found.indexOf("</head>"));
    expect(found.match(/rel="stylesheet"/g)).toHaveLength(1);
  });

  test.each([
    "null",
    '{"url":"https://a.example/a.mp3?b=1&c=\\"2","type":null}',
    '{"url":"/$&/\\u003c/script>/$1.mp3","type":null}',
  ])("the lines that load %s are run in the head, before the style sheets, and once", (audio) => {
    const before = page({ audio });
    const [lines = ""] = /<script>\(function\(told\).*?<\/script>/.exec(before) ?? [];
    const [head = "", body = ""] = playerFirst(before).split("</head>");
    expect(lines).toContain(`"audio":${audio}})</script>`);
    expect(head.indexOf(lines)).toBeGreaterThan(head.indexOf("theme()"));
    expect(head.indexOf(lines)).toBeLessThan(head.indexOf('rel="stylesheet"'));
    expect(body).toContain('data-tab=""></audio><script></script><p id="p1">');
  });

  test("what another part of the page says of the same name is not what the player is told", () => {
    const said = '<h1>(self.onRecordEpisode={"audio":x})</h1>';
    const [head = "", body = ""] = playerFirst(page().replace("<body>", `<body>${said}`)).split("</head>");
    expect(head).toContain('(self.onRecordEpisode={"href":"/a/1",');
    expect(body).toContain(said);
  });

  test("a page that ends otherwise stays as it is", () => {
    const cut = page().replace("</html>", "");
    expect(playerFirst(cut)).toBe(cut);
  });

  test("the text is as it was", () => {
    expect(playerFirst(page())).toContain(TEXT);
  });

  test("a page without the player's own script stays as it is", () => {
    const plain = page({ player: "" });
    expect(playerFirst(plain)).toBe(plain);
  });
});
