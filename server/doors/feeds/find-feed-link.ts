import { type DefaultTreeAdapterTypes, parse } from "parse5";

// A page names its feeds in its head.
const LONGEST_HEAD = 200_000;

/**
 * The feed that a web page names as another form of itself: `<link rel="alternate" type="application/rss+xml">`.
 *
 * @param base the page's own address
 * @returns null if the page names none
 */
export function findFeedLink(html: string, base: string): string | null {
  const open: DefaultTreeAdapterTypes.Node[] = [parse(html.slice(0, LONGEST_HEAD))];
  for (let node = open.pop(); node; node = open.pop()) {
    if ("tagName" in node && node.tagName === "link") {
      const { attrs } = node;
      const value = (name: string) => attrs.find((each) => each.name === name)?.value.trim() ?? "";
      const isFeed = value("type").toLowerCase().split(";")[0] === "application/rss+xml";
      const isAlternate = value("rel").toLowerCase().split(/\s+/).includes("alternate");
      if (isFeed && isAlternate && URL.canParse(value("href"), base))
        return new URL(value("href"), base).href;
    }
    if ("childNodes" in node) open.push(...[...node.childNodes].reverse());
  }
  return null;
}
