import { describe, expect, test } from "vitest";
import { plainHtml } from "../../../server/doors/feeds/plain-html";
import { outlineHtml, safeHtml } from "../../../server/text/episodes/safe-html";

describe("HTML as plain text", () => {
  test("is what a reader sees", () => {
    const oneLine = (html: string) => plainHtml(html).replace(/\s+/g, " ").trim();
    expect(oneLine("<p>One &amp; <em>two</em></p><p>three&nbsp;&eacute;</p><!-- no --><br/>four")).toBe(
      "One & two three é four",
    );
    expect(oneLine("a < b > c, x<y")).toBe("a < b > c, x<y");
    expect(oneLine("a<script>b()</script>c<style>d")).toBe("ac");
    expect(oneLine("no markup at all")).toBe("no markup at all");
  });

  test("is read in one pass, whatever it is made of", () => {
    for (const piece of ["<b>", "<", "<script>", "<script></script>", "&lt;", "<!--", "</", "<a <b "])
      expect(typeof plainHtml(piece.repeat(50_000))).toBe("string");
  });
});

describe("HTML that is safe to show", () => {
  test("keeps words and links and nothing that runs, loads or counts", () => {
    const html = safeHtml(
      '<h2 id="x" class="y">Links</h2><p onclick="a()">See <a href="https://x.example" target="_blank">this</a>, ' +
        '<a href="javascript:a()">that</a><img src="https://count.example/1.gif"><script>a()</script>' +
        '<iframe src="//x"></iframe><svg><script>a()</script></svg><style>p{}</style></p><form><input></form>',
    );
    expect(html).toBe(
      '<h3>Links</h3><p>See <a href="https://x.example" rel="nofollow ugc noopener">this</a>, <a rel="nofollow ugc noopener">that</a></p>',
    );
  });

  test("is none where it is made to harm", () => {
    expect(safeHtml("<b>".repeat(100_000))).toBeNull();
    expect(safeHtml("<ul><li>".repeat(100_000))).toBeNull();
    expect(safeHtml("")).toBeNull();
    // Unclosed paragraphs and list items do not nest.
    expect(safeHtml(`<ul>${"<li>one".repeat(1000)}</ul>`)).toContain("<li>one</li>");
  });

  test("has headings that go on from its page's, whichever levels their writer chose", () => {
    expect(safeHtml("<h1>a</h1><h4>b</h4><h2>c</h2>")).toBe("<h3>a</h3><h5>b</h5><h4>c</h4>");
    expect(outlineHtml("<h4>a</h4><p>b</p><h6>c</h6>")).toBe("<h3>a</h3><p>b</p><h4>c</h4>");
  });
});
