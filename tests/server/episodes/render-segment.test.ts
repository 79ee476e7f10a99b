import fc from "fast-check";
import type { Element, Root, RootContent } from "hast";
import { raw } from "hast-util-raw";
import { describe, expect, test } from "vitest";
import { renderSegment } from "../../../server/text/episodes/render-segment";
import { shownWords } from "../../../transcript/shown-words";
import { formatText } from "../../transcript/arbitrary";

describe("what a transcriber writes", () => {
  test("a timestamp at the beginning is shown beside the text, not in it", () => {
    const { html, opensAt } = renderSegment("\\[04:15\\] Yeah, so a brief rundown");
    expect(opensAt).toBe(255);
    expect(html).toBe("Yeah, so a brief rundown");
    expect(renderSegment("\\[04:15\\] Yeah \\[04:20\\] so").html).toMatch(/^Yeah <a /);
  });

  test("one in the middle is a link to its moment", () => {
    const { html, words } = renderSegment("before \\[01:05\\] after");
    expect(html).toBe('before <a class="timestamp" data-mark="timestamp" href="?t=65">1:05</a> after');
    expect(words).toEqual(["before", "after"]);
  });

  test("a gap is a link that says what it is", () => {
    const { html, words } = renderSegment("from my \\[unintelligible 00:03:08.15\\] office");
    expect(html).toContain('href="?t=188.5"');
    expect(html).toContain('aria-label="Gap at 3:08: hear it"');
    expect(words).toEqual(["from", "my", "office"]);
  });

  test("a gap without a time is still seen", () => {
    expect(renderSegment("a \\[unintelligible\\] b").html).toBe(
      'a <a class="gap" data-mark="gap" data-gap="0" href="#" title="Words that could not be understood" aria-label="Gap: fill it"></a> b',
    );
  });

  test("emphasis closes beside a mark as it does beside a bracket", () => {
    expect(renderSegment("_yes_\\[01:05\\] no").html).toContain("<em>yes</em>");
  });

  test("the words are those of the text: no addresses, no entities, no punctuation alone", () => {
    const { words } = renderSegment(
      "He said &quot;hi&quot; -- [a link](https://example.org/x_y) *now*, 37% \\[laughs\\]",
    );
    expect(words).toEqual(["He", "said", '"hi"', "a", "link", "now,", "37%", "[laughs]"]);
  });

  test("lists and quotes are blocks", () => {
    expect(renderSegment("- one\n- two")).toMatchObject({ block: true, words: ["one", "two"] });
    expect(renderSegment("plain")).toMatchObject({ block: false });
    expect(renderSegment("")).toMatchObject({ block: false, html: "", words: [] });
  });

  test("nobody can write what stands for a mark, plainly or as entities", () => {
    for (const forged of ["⸨0⸩", "&#11816;0&#11817;", "&#11816;.7&#11817;", "&#x2e28;1&#x2e29;", "⸨.0⸩"]) {
      const { html, words } = renderSegment(`word ${forged} \\[unintelligible 01:05\\] now`);
      expect(html.match(/data-mark/g)).toHaveLength(1);
      expect(html).toMatch(/^word ⸨\.?[017]⸩ <a /);
      expect(words).toHaveLength(3);
    }
  });

  test("a timestamp in an address or a title is what was written", () => {
    const { html } = renderSegment('[a](https://example.org/\\[01:05\\] "at \\[01:05\\]")');
    expect(html).toContain('href="https://example.org/[01:05]"');
    expect(html).toContain('title="at [01:05]"');
  });

  test("what nobody would nest is shown as written, with its marks", () => {
    const { html, block, words, opensAt } = renderSegment(
      `\\[00:07\\] ${"*a **b ".repeat(5000)}<i>so</i> \\[01:05\\] on`,
    );
    expect(opensAt).toBe(7);
    expect(block).toBe(false);
    expect(html.startsWith("*a **b *a")).toBe(true);
    expect(html).toMatch(/&#x3C;i>so&#x3C;\/i> <a class="timestamp"[^>]*>1:05<\/a> on$/);
    expect(words).toHaveLength(10_002);
  });
});

describe("what someone hostile writes", () => {
  test.each([
    ["<script>alert(1)</script>text", /^text$/],
    ['<img src="x" onerror="alert(1)">', /^(?!.*onerror)/],
    ["<b onclick=alert(1)>bold</b>", /^<b>bold<\/b>$/],
    ["[a](javascript:alert(1))", /^<a rel="nofollow ugc noopener">a<\/a>$/],
    ["[a](JaVaScRiPt&colon;alert(1))", /^(?!.*href="java)/i],
    ["[a](data:text/html,<script>alert(1)</script>)", /^(?!.*href="data)/],
    ['<a href="vbscript:x">a</a>', /^(?!.*href="vb)/],
    ["<style>body{display:none}</style>x", /^x$/],
    ["<iframe src=//example.org></iframe>", /^(?!.*iframe)/],
    ['<p id="main" class="lit">x</p>', /^x$/],
    ["<form action=/x><input name=a></form>", /^(?!.*(form|input))/],
    ["a < b && c > d", /^a &#x3C; b &#x26;&#x26; c > d$/],
  ])("%s does no harm", (body, expected) => {
    expect(renderSegment(body).html).toMatch(expected);
  });

  test("headings in a text stay below the page's own", () => {
    expect(renderSegment("# Big").html).toBe("<h3>Big</h3>");
  });
});

/** Syntax that nests: repeated, each of these opens an element inside the one before. */
const nests = [
  ...[
    ">",
    "> ",
    "*",
    "_",
    "**",
    "*a ",
    "*a**b ",
    "*a_b",
    "[",
    "![",
    "[a](",
    "[a]",
    "[x][",
    "]",
    "- ",
    "1. ",
    "+ ",
  ],
  ...[
    " > - ",
    "\n> ",
    "- \n  ",
    "\n\t",
    "`",
    "``a`",
    "<",
    "&",
    "\\",
    "~~",
    "#",
    "---\n",
    "a\n",
    "a\n\n",
    "\\[",
  ],
  ...[
    "<b>",
    "<sub>",
    "<b><i>",
    "<b></i>",
    "<table><td>",
    "<blockquote><p>",
    "<ul><li>",
    "<a href=x>",
    "</b>",
    "<!--",
  ],
  ...[
    "<b><table></b></table>",
    "<b a=1>\n\nx\n\n",
    "<select>",
    "<svg><p>",
    "\\[01:05\\]",
    "&#11816;0&#11817;",
    "\0",
  ],
];
const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '<a href="javascript:alert(1)" onclick=alert(1)>a</a>',
  "[a](javascript:alert(1))",
  "<javascript:alert(1)>",
  "<svg/onload=alert(1)>",
];
const hostile = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: formatText },
      { weight: 2, arbitrary: fc.constantFrom(...attacks) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom(...nests), fc.constantFrom(2, 40, 600, 5000))
          .map(([part, times]) => part.repeat(times)),
      },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(""));

/** A paragraph as a browser parses it from HTML; see components/transcript/paragraph-words.ts. */
function inBrowser(html: string): { text: string; elements: Element[] } {
  const elements: Element[] = [];
  let text = "";
  const read = (node: RootContent | Root) => {
    if (node.type === "text") text += node.value;
    if (node.type === "element") {
      elements.push(node);
      if (node.properties.dataMark || node.tagName === "br" || node.tagName === "img") {
        text += " ";
        return;
      }
    }
    if ("children" in node) node.children.forEach(read);
  };
  read(raw({ type: "root", children: [{ type: "raw", value: html }] }) as Root);
  return { text, elements };
}

function expectHarmless(body: string) {
  const { html, words } = renderSegment(body);
  const { text, elements } = inBrowser(html);
  expect(html).not.toMatch(/<(?:script|style|svg|iframe|form)/i);
  for (const { properties } of elements) {
    for (const [name, value] of Object.entries(properties)) {
      expect(name).not.toMatch(/^on/i);
      if (name === "href" || name === "src") expect(value).not.toMatch(/^\s*(?:javascript|data|vbscript):/i);
    }
  }
  expect(words).toEqual(shownWords(text).map((word) => word.text));
}

describe("whatever the text, it is rendered, does no harm, and has the words it says", () => {
  test.each(nests)("%j five thousand times", (part) => {
    for (const times of [150, 5000]) expectHarmless(part.repeat(times));
  });

  test("and anything at all", () => {
    fc.assert(fc.property(hostile, expectHarmless), { numRuns: 100 });
  });
});
