/** `2 November 2026 · 5:31 · 829 words`: facts in one line that breaks only between two of them. */
export function facts(known: readonly (string | number | false | null | undefined)[]): string {
  return known
    .filter((fact) => typeof fact === "string" && fact !== "")
    .map((fact) => String(fact).replaceAll(" ", "\u00a0"))
    .join(" · ");
}
