const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

// What no document of XML 1.0 may hold, however it is written.
const NEVER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Escapes a text for XML, in an element or an attribute. A character that XML forbids becomes U+FFFD. */
export const escapeXml = (text: string): string =>
  text.replace(NEVER, "\ufffd").replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
