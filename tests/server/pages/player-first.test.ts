import { describe, expect, test } from "vitest";
import { playerFirst } from "../../../server/pages/player-first";

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
    ['{"url":"/a.mp3","type":null}', '"/a.mp3"'],
    ['{"url":"https://a.example/a.mp3?b=1&c=\\"2","type":null}', '"https://a.example/a.mp3?b=1&c=\\"2"'],
    ['{"url":"/$&/\\u003c/script>/$1.mp3","type":null}', '"/$&/\\u003c/script>/$1.mp3"'],
  ])("the audio of %s begins to load before the style sheets", (audio, written) => {
    const [head = ""] = playerFirst(page({ audio })).split("</head>");
    expect(head).toContain(`onRecordAudio.src=${written}</script>`);
    expect(head.indexOf("onRecordAudio")).toBeLessThan(head.indexOf('rel="stylesheet"'));
  });

  test("where an episode has no audio none is loaded", () => {
    expect(playerFirst(page({ audio: "null" }))).not.toContain("onRecordAudio");
  });

  test("what another part of the page says of the same name is not what the player is told", () => {
    const titled = page().replace("<body>", '<body><h1>(self.onRecordEpisode={"audio":x})</h1>');
    expect(playerFirst(titled)).toContain('onRecordAudio.src="/a.mp3"</script>');
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
