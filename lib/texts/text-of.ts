/** The text for a code from an address or a form; none where the code is not one of them. */
export function textOf(texts: Readonly<Record<string, string>>, code: unknown): string | undefined {
  return typeof code === "string" && Object.hasOwn(texts, code) ? texts[code] : undefined;
}
