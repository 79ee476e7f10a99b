import type { Endpoint } from "./endpoint";
import { type Refusal, refuse } from "./problems";

/** The endpoint that a call is for, with the parameters in its path. */
export interface Found {
  readonly ok: true;
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the endpoint for a method and a path below /api/v1. */
export function findEndpoint(endpoints: readonly Endpoint[], method: string, path: string): Found | Refusal {
  const asked = path.replace(/\/$/, "").split("/").map(decoded);
  // A literal path wins over one with a parameter in the same place.
  const here = endpoints
    .flatMap((endpoint) => {
      const params = match(endpoint.path, asked);
      return params ? [{ endpoint, params }] : [];
    })
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  const wanted = method === "HEAD" ? "GET" : method;
  const found = here.find(({ endpoint }) => endpoint.method === wanted);
  if (found) return { ok: true, ...found };
  if (here.length === 0)
    return refuse("no-such-address", "See /docs/api or /api/v1/openapi.json for all addresses.");
  const methods = [
    ...new Set(here.flatMap(({ endpoint: { method: m } }) => (m === "GET" ? [m, "HEAD"] : [m]))),
  ];
  return refuse("wrong-method", `This address takes ${methods.join(", ")}.`, {
    headers: { Allow: methods.join(", ") },
  });
}

function match(path: string, asked: readonly string[]): Record<string, string> | null {
  const parts = path.replace(/\/$/, "").split("/");
  if (parts.length !== asked.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = asked[index] ?? "";
    if (name === undefined && part !== value) return null;
    if (name !== undefined && value === "") return null;
    if (name !== undefined) params[name] = value;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
