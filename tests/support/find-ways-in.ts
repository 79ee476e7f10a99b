import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ENDPOINTS } from "../../server/doors/api/endpoints";

const ROOT = join(import.meta.dirname, "../..");

/** The ways into git, by what is asked of its address. */
const GIT = ["git clone", "git push"];

/**
 * Every way into the platform, as the tree has it: pages, routes with their methods, server actions, the API's
 * endpoints, git's verbs. `page /review`, `GET /review/items/[id]`, `action review/actions closeMyReport`,
 * `api POST /contributions`, `git push`.
 */
export function findWaysIn(): string[] {
  const files = readdirSync(join(ROOT, "app"), { recursive: true, encoding: "utf8" });
  const found = files.flatMap((file) => {
    if (!/\.tsx?$/.test(file)) return [];
    const text = readFileSync(join(ROOT, "app", file), "utf8");
    return [...addressesIn(file, text), ...actionsIn(file, text)];
  });
  const api = ENDPOINTS.map(({ method, path }) => `api ${method} ${path}`);
  return [...found, ...api, ...GIT].sort();
}

function addressesIn(file: string, text: string): string[] {
  const parts = file.split("/");
  const name = parts.pop() ?? "";
  const address = `/${parts.join("/")}`;
  if (name === "page.tsx") return [`page ${address}`];
  if (name === "route.ts") {
    const methods = text.matchAll(METHODS);
    return [...methods].map(([, declared, named]) => `${declared ?? named} ${address}`);
  }
  return /^(?:opengraph-image|robots|sitemap|icon)\.tsx?$/.test(name) ? [`made ${address}${name}`] : [];
}

const METHODS =
  /export (?:async )?function (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b|\bas (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g;

/** The functions that a form or a script can call: those of a file that says so, and those that say so themselves. */
function actionsIn(file: string, text: string): string[] {
  const where = file.replace(/\.tsx?$/, "");
  const names = /^"use server";/.test(text)
    ? [...text.matchAll(/^export (?:async function|const) (\w+)/gm)]
    : [...text.matchAll(/async function (\w+)\([^)]*\)[^{]*\{\s*"use server";/g)];
  return names.map(([, name]) => `action ${where} ${name}`);
}
