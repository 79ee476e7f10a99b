import { type DefaultTreeAdapterTypes, html as names, parse } from "parse5";
import { PIECE, TOLD } from "@/lib/page-contract";

/** A page as React and Next wrote it, taken apart at the places that compose fills or leaves out. */
export interface Shell {
  readonly html: string;
  /** The pieces it has a place for, by name, in order. */
  readonly places: readonly Place[];
  /** Where the head begins and where the body ends; -1 where a page has none. */
  readonly head: number;
  readonly foot: number;
  /** Next's scripts and the wishes to have them early, which can be left out and added later. */
  readonly scripts: readonly LaterScript[];
  readonly preloads: readonly Span[];
  /** What the page tells the player, as JSON: components/player/read-told. */
  readonly told: string | undefined;
  /** Of what state it says that it was made, where it says so: components/ui/made-of. */
  readonly madeOf: string | undefined;
  /** The texts of the scripts and styles that stand in it. */
  readonly inline: { readonly scripts: readonly string[]; readonly styles: readonly string[] };
}

/** From one offset of the HTML to another, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place that a piece goes into: the marker `<!--piece:NAME-->`, alone in an element with `data-piece="NAME"`. */
export interface Place extends Span {
  readonly name: string;
}

/** A script of Next's, with the attributes that React will look for. */
export interface LaterScript extends Span {
  readonly attributes: Readonly<Record<string, string>>;
}

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode;

const MARKER = "piece:";
/** The name of the `<meta>` element in which a page says of what state it was made. */
const MADE_OF = "made-of";
// These hold data, which a content policy does not ask about.
const DATA = /json$/;

/**
 * Reads a page's HTML once, with a parser, and says where in it is what. The HTML itself stays as it is: whoever puts
 * the page together copies it from offset to offset.
 *
 * @param html a whole page; a text in it that looks like a marker, in a script or in what users wrote, is none
 */
export function takeApart(html: string): Shell {
  const places: Place[] = [];
  const scripts: LaterScript[] = [];
  const preloads: Span[] = [];
  const inline = { scripts: [] as string[], styles: [] as string[] };
  let [head, foot] = [-1, -1];
  let told: string | undefined;
  let madeOf: Shell["madeOf"];

  const look = (element: Element) => {
    const { tagName, sourceCodeLocation: at } = element;
    const has = attributesOf(element);
    if (tagName === names.TAG_NAMES.HEAD) head = at?.startTag?.endOffset ?? -1;
    else if (tagName === names.TAG_NAMES.BODY) foot = at?.endTag?.startOffset ?? -1;
    else if (tagName === names.TAG_NAMES.STYLE) inline.styles.push(textOf(element));
    else if (tagName === names.TAG_NAMES.LINK && has.rel === "preload" && has.as === "script" && at)
      preloads.push({ start: at.startOffset, end: at.endOffset });
    else if (tagName === names.TAG_NAMES.META && has.name === MADE_OF) madeOf = has.content;
    else if (tagName === names.TAG_NAMES.SCRIPT) {
      if (DATA.test(has.type ?? "")) {
        if (has[TOLD] !== undefined) told = textOf(element);
      } else if (has.src === undefined) inline.scripts.push(textOf(element));
      else if (has.async !== undefined && at)
        scripts.push({ start: at.startOffset, end: at.endOffset, attributes: has });
    }
    const place = placeIn(element, has[PIECE]);
    if (place) places.push(place);
  };
  walk(parse(html, { sourceCodeLocationInfo: true }).childNodes, look);
  return { html, places, head, foot, scripts, preloads, told, madeOf, inline };
}

function walk(nodes: readonly Node[], look: (element: Element) => void): void {
  for (const node of nodes) {
    if (!("tagName" in node)) continue;
    look(node);
    walk(node.childNodes, look);
  }
}

/** The place that an element is, which the page says twice: in its attribute, and in the comment that it holds. */
function placeIn({ childNodes }: Element, name: string | undefined): Place | undefined {
  const [marker, ...more] = childNodes;
  if (name === undefined || more.length > 0 || !marker || marker.nodeName !== "#comment") return undefined;
  const { data, sourceCodeLocation: at } = marker as DefaultTreeAdapterTypes.CommentNode;
  return data === MARKER + name && at ? { name, start: at.startOffset, end: at.endOffset } : undefined;
}

const attributesOf = ({ attrs }: Element): Record<string, string> =>
  Object.fromEntries(attrs.map(({ name, value }) => [name, value]));

const textOf = ({ childNodes }: Element): string =>
  childNodes.map((node) => ("value" in node ? node.value : "")).join("");
