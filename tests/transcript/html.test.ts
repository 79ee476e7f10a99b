import fc from "fast-check";
import { raw } from "hast-util-raw";
import { describe, expect, it } from "vitest";
import { parse, readableText, type Transcript, timeline, toHtml } from "../../transcript";
import { anyText } from "./arbitrary";

const written = (text: string, title = "An episode") => {
  const transcript = parse(text);
  return toHtml(transcript, timeline(transcript, { duration: 600 }), { title, language: "en" });
};

type Tree = ReturnType<typeof raw>;

/** The elements that contain text, as an HTML parser finds them. */
function elements(html: string): { name: string; text: string }[] {
  const found: { name: string; text: string }[] = [];
  const walk = (node: Tree | Extract<Tree, { children: unknown }>["children"][number]) => {
    if (node.type === "element" && ["p", "cite", "time", "title", "mark"].includes(node.tagName)) {
      found.push({ name: node.tagName, text: textOf(node) });
    } else if (node.type === "element" && !["html", "head", "body", "meta"].includes(node.tagName)) {
      found.push({ name: node.tagName, text: "" });
    }
    if ("children" in node) for (const child of node.children) walk(child);
  };
  walk(raw({ type: "root", children: [{ type: "raw", value: html } as never] }));
  return found;
}

const textOf = (node: Tree | Extract<Tree, { children: unknown }>["children"][number]): string =>
  node.type === "text" ? node.value : "children" in node ? node.children.map(textOf).join("") : "";

// An HTML parser turns two kinds of line break into one, and drops NUL.
const asParsed = (text: string) => text.replace(/\r\n?/g, "\n").replaceAll("\0", "");

const paragraphs = ({ segments }: Transcript) =>
  segments.flatMap(({ kind, name, body }) => [
    ...(kind === "marker" ? [`[${name}]`] : []),
    ...(readableText(body) ? [readableText(body)] : []),
  ]);

describe("HTML", () => {
  it("names who speaks, when, and what, as the Podcast Namespace has it", () => {
    const html = written(
      "**Ann Lee:** Hello. \\[04:15\\] There.\n\nAnd on.\n\n**Break:** \\[04:20\\]\n\n**Bob:** Yes.\n",
    );
    expect(elements(html).map(({ name }) => name)).toEqual([
      ...["title", "cite", "time", "p", "time", "p", "time", "p", "cite", "time", "p"],
    ]);
    expect(html).toContain("<cite>Ann Lee:</cite>\n<time");
    expect(html).toContain("<p>[Break]</p>");
    expect(html).toMatch(/<time>4:20<\/time>\n<p>\[Break\]/);
    expect(html.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
  });

  it("holds every paragraph, whatever it says, and no element beside its own", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = elements(written(text));
        const others = found.filter(({ name }) => !["title", "cite", "time", "p", "mark"].includes(name));
        expect(others).toEqual([]);
        const said = found.filter(({ name }) => name === "p").map((each) => each.text.trim());
        expect(said).toEqual(paragraphs(parse(text)).map((each) => asParsed(each).trim()));
      }),
    );
  });

  it("is text where it is made to look like more", () => {
    const html = written('**<b>:** <script>alert(1)</script> & "quotes"\n', "</title><script>");
    expect(elements(html).map(({ name }) => name)).toEqual(["title", "cite", "time", "p"]);
    expect(html).not.toContain("<script>");
  });
});
