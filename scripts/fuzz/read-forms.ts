import { type DefaultTreeAdapterMap, parse, defaultTreeAdapter as tree } from "parse5";

/** A form as a page has it, for a browser without scripts. */
export interface Form {
  readonly method: "GET" | "POST";
  /** Where it is sent. */
  readonly path: string;
  /** Names and values as they stand in it, with those of its buttons. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** What a page holds that can be followed or sent. */
export interface Found {
  readonly forms: readonly Form[];
  /** Paths of links that stay here, with their queries. */
  readonly links: readonly string[];
}

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

/** Reads the forms and links of a page, by https://html.spec.whatwg.org/#form-submission as far as it matters here. */
export function readForms(html: string, page: string): Found {
  const forms: { method: Form["method"]; path: string; fields: [string, string][] }[] = [];
  const links: string[] = [];
  const walk = (node: Node, form: (typeof forms)[number] | null) => {
    let inside = form;
    if (tree.isElementNode(node)) {
      const at = attributesOf(node);
      if (node.tagName === "form") {
        const method = at.method?.toUpperCase() === "POST" ? "POST" : "GET";
        inside = { method, path: at.action || page, fields: [] };
        forms.push(inside);
      }
      if (node.tagName === "a" && at.href?.startsWith("/")) links.push(at.href.split("#")[0] ?? "");
      if (inside && at.name !== undefined && FIELDS.has(node.tagName))
        inside.fields.push([at.name, valueIn(node, at.value)]);
    }
    if ("childNodes" in node) for (const child of node.childNodes) walk(child, inside);
  };
  walk(parse(html), null);
  return { forms, links };
}

const FIELDS = new Set(["input", "textarea", "select", "button"]);

const attributesOf = ({ attrs }: Element): Readonly<Record<string, string>> =>
  Object.fromEntries(attrs.map(({ name, value }) => [name, value]));

function valueIn(element: Element, value: string | undefined): string {
  if (element.tagName === "select") {
    const [option] = element.childNodes.filter((child) => tree.isElementNode(child));
    return option && tree.isElementNode(option) ? (attributesOf(option).value ?? textIn(option)) : "";
  }
  return value ?? textIn(element);
}

const textIn = ({ childNodes }: Element): string =>
  childNodes.map((child) => (tree.isTextNode(child) ? child.value : "")).join("");
