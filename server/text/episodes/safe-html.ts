import type { Element, Root } from "hast";
import { raw } from "hast-util-raw";
import { defaultSchema, type Schema, sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";

const schema: Schema = {
  ...defaultSchema,
  // The elements that transcripts use: no forms, no ids, no classes.
  tagNames: [
    ...["p", "br", "hr", "em", "strong", "code", "pre", "del", "s", "strike", "sub", "sup", "a", "img"],
    ...["blockquote", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "b", "i", "kbd", "q"],
  ],
  attributes: { a: ["href", "title"], img: ["src", "alt", "title"], ol: ["start"] },
  protocols: { href: ["http", "https", "mailto"], src: ["http", "https"] },
  strip: ["script", "style", "iframe", "object", "embed", "form"],
};
// A picture in a feed's notes is an advertisement or a tracker.
const withoutPictures: Schema = {
  ...schema,
  tagNames: schema.tagNames?.filter((name) => name !== "img") ?? [],
};

/** Reduces a tree, which may contain raw HTML, to a small set of elements and links with known schemes. */
export function toSafeTree(loose: Root, allowed = schema): Root {
  const hasHtml = JSON.stringify(loose).includes('"type":"raw"');
  const tree = sanitize(hasHtml ? raw(loose) : loose, allowed) as Root;
  visit(tree, harden);
  return tree;
}

const TAG = /<(\/?)([a-z][a-z0-9-]*)/gi;
// These elements end where the next one begins, or are empty.
const NEVER_NESTED = /^(?:p|li|br|hr|img|input|link|meta|wbr|td|tr|th|dt|dd|option)$/i;
// Notes in real feeds nest some ten levels deep. HTML parsers recurse at each level, and overflow the stack
// at thousands.
const DEEPEST = 200;

/** Makes others' HTML safe to show; null if it is built to do harm. */
export function safeHtml(html: string): string | null {
  let depth = 0;
  for (const [, closing, name = ""] of html.matchAll(TAG)) {
    if (NEVER_NESTED.test(name)) continue;
    depth = closing ? Math.max(0, depth - 1) : depth + 1;
    if (depth > DEEPEST) return null;
  }
  return outlined(toSafeTree(unread(html), withoutPictures)).trim() || null;
}

/** Safe HTML for a place below a heading of its page; its headings continue from that level. */
export const outlineHtml = (html: string): string => outlined(raw(unread(html)) as Root);

const unread = (html: string) =>
  ({ type: "root", children: [{ type: "raw", value: html }] }) as unknown as Root;

function outlined(tree: Root): string {
  outline(tree);
  return toHtml(tree);
}

/** Renumbers headings from h3 on without skipping a level, whichever levels the writer chose. */
function outline(tree: Root) {
  const headings: Element[] = [];
  visit(tree, (element) => {
    if (/^h\d$/.test(element.tagName)) headings.push(element);
  });
  const levels = [...new Set(headings.map(({ tagName }) => tagName))].sort();
  for (const heading of headings) heading.tagName = `h${Math.min(6, levels.indexOf(heading.tagName) + 3)}`;
}

/** Makes links pass on no ranking and no window handle, and pictures load lazily without a referrer. */
function harden(element: Element) {
  if (element.tagName === "a") {
    element.properties.rel = ["nofollow", "ugc", "noopener"];
  } else if (element.tagName === "img") {
    element.properties.loading = "lazy";
    element.properties.referrerPolicy = "no-referrer";
    element.properties.alt ??= "";
  } else if (/^h[1-6]$/.test(element.tagName)) {
    // The page's own headings are h1 and h2.
    element.tagName = `h${Math.min(6, Number(element.tagName[1]) + 2)}`;
  }
}

function visit(node: Root | Element, each: (element: Element) => void) {
  for (const child of node.children) {
    if (child.type !== "element") continue;
    each(child);
    visit(child, each);
  }
}
