import { XMLBuilder } from "fast-xml-parser";

/**
 * An element's content: its text, or its children by name. `@name` is an attribute; `#text` is the text
 * beside attributes.
 */
export type Xml = string | number | { readonly [name: string]: Xml | readonly Xml[] | undefined };

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  format: true,
  indentBy: " ",
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
  processEntities: true,
});

/** Writes an XML 1.0 document. Leaves out characters that XML 1.0 cannot hold. */
export function writeXml(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(plain(root))}`;
}

function plain(xml: Xml | readonly Xml[] | undefined): unknown {
  if (typeof xml === "string") return xmlText(xml);
  if (typeof xml !== "object") return xml;
  if (Array.isArray(xml)) return xml.map(plain);
  return Object.fromEntries(
    Object.entries(xml)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, plain(value)]),
  );
}

/** Removes characters that XML 1.0 cannot hold, not even as references. */
function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML cannot hold
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "");
}
