import { z } from "zod";

/** As browsers send it to `report-uri`: https://www.w3.org/TR/CSP3/#deprecated-serialize-violation */
const report = z.object({
  "csp-report": z.object({
    "document-uri": z.string().max(2000).catch(""),
    "effective-directive": z
      .string()
      .regex(/^[a-z-]{1,40}$/)
      .catch("?"),
    "blocked-uri": z.string().max(2000).catch(""),
  }),
});

/** Kinds that are told; browsers' extensions bring many of their own. */
const MOST_KINDS = 100;
const told = new Set<string>();

/**
 * Tells whoever runs the site what a content policy forbade, once for each kind: the directive, where what was
 * forbidden came from, and the first page it was on. What is no report is forgotten.
 *
 * @param say takes the line; by default it goes to the log
 */
export function noteViolation(text: string, say: (line: string) => void = console.warn): void {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return;
  }
  const parsed = report.safeParse(json);
  if (!parsed.success) return;
  const violation = parsed.data["csp-report"];
  const from = originOf(violation["blocked-uri"]);
  const kind = `${violation["effective-directive"]} ${from}`;
  if (told.has(kind) || told.size >= MOST_KINDS) return;
  told.add(kind);
  say(`A page's content policy forbade ${kind}, first on ${pathOf(violation["document-uri"])}`);
}

/** "inline", "eval", "data" and the like stay; of an address, who sends it. */
const originOf = (blocked: string): string =>
  URL.canParse(blocked) && new URL(blocked).origin !== "null"
    ? new URL(blocked).origin
    : (/^[a-z-]{1,30}/.exec(blocked)?.[0] ?? "something");

const pathOf = (page: string): string =>
  URL.canParse(page) ? new URL(page).pathname.slice(0, 200) : "a page";
