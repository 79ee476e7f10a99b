import { z } from "zod";
import type { Endpoint } from "./endpoint";
import { PROBLEMS, type ProblemKind } from "./problems";
import { problemSchema } from "./schemas";

type Json = Record<string, unknown>;

/** The API's description, an OpenAPI 3.1 document. */
export interface Description extends Json {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Json>; readonly securitySchemes: Json };
}

/** One method of one address. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Record<string, { schema: Json }> };
  readonly responses: Record<string, Answer>;
  readonly security: readonly Json[];
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Json;
}

interface Answer {
  readonly description: string;
  readonly headers?: Json;
  readonly content?: Record<string, { schema: Json }>;
}

/** All problems that an endpoint may answer with: its own, and those of every endpoint of its kind. */
export function problemsOf({ params, body, file, scope, problems = [] }: Endpoint): ProblemKind[] {
  const all: ProblemKind[] = ["bad-query", "bad-token", "too-many-requests", ...problems];
  if (params) all.push("not-found");
  if (scope) all.push("no-token", "out-of-scope");
  if (body) all.push("bad-json", "too-large", "not-json", "invalid");
  if (file) all.push("too-large", "invalid");
  return [...new Set(all)];
}

// The description does not change while the process runs, and takes some 10 ms to make.
const kept = new WeakMap<readonly Endpoint[], Map<string, Description>>();

/**
 * Describes the endpoints in OpenAPI 3.1, whose schemas are JSON Schema. It is made from the schemas that
 * check the input and type the answers, so it cannot disagree with them.
 */
export function describeApi(endpoints: readonly Endpoint[], siteUrl: string): Description {
  const bySite = kept.get(endpoints) ?? new Map<string, Description>();
  kept.set(endpoints, bySite);
  const description = bySite.get(siteUrl) ?? describeAll(endpoints, siteUrl);
  bySite.set(siteUrl, description);
  return description;
}

function describeAll(endpoints: readonly Endpoint[], siteUrl: string): Description {
  const schemas: Record<string, Json> = {};
  const toSchema = (schema: z.ZodType, io: "input" | "output") => hoisted(schema, io, schemas);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: toOperation(endpoint, toSchema),
    };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "On Record",
      version: "1",
      description:
        "Transcripts of podcasts, with their times, and contributions to them. Reading needs no token. Times are in " +
        "seconds; dates are RFC 3339; `next` leads to a list's next page; errors follow RFC 9457.",
      license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" },
    },
    servers: [{ url: `${siteUrl}/api/v1` }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "A personal token, created at /settings#tokens.",
        },
      },
    },
  };
}

function toOperation(
  endpoint: Endpoint,
  toSchema: (schema: z.ZodType, io: "input" | "output") => Json,
): Operation {
  const { name, summary, about, params, query, body, file, scope, status = 200, answer, method } = endpoint;
  const problem = { "application/problem+json": { schema: toSchema(problemSchema, "output") } };
  const responses: Record<string, Answer> = {
    [status]: {
      description: status === 201 ? "Created." : "OK.",
      content: { "application/json": { schema: toSchema(answer, "output") } },
    },
  };
  if (method === "GET") responses[304] = { description: "Not changed since the ETag that was sent." };
  for (const kind of problemsOf(endpoint)) {
    const { status: code, title } = PROBLEMS[kind];
    const before = responses[code]?.description;
    responses[code] = {
      description: before ? `${before}; ${title} (${kind})` : `${title} (${kind})`,
      content: problem,
    };
  }
  return {
    operationId: name,
    summary,
    ...(about === undefined ? {} : { description: about }),
    parameters: [...parameters(params, "path", toSchema), ...parameters(query, "query", toSchema)],
    ...(body
      ? {
          requestBody: {
            required: true as const,
            content: { "application/json": { schema: toSchema(body, "input") } },
          },
        }
      : {}),
    ...(file
      ? {
          requestBody: {
            required: true as const,
            content: Object.fromEntries(file.map((type) => [type, { schema: {} }])),
          },
        }
      : {}),
    responses,
    // A token is accepted everywhere: it counts the call against the person instead of the address.
    security: scope ? [{ token: [] }] : [{}, { token: [] }],
  };
}

function parameters(
  fields: z.ZodObject | undefined,
  place: "path" | "query",
  toSchema: (schema: z.ZodType, io: "input" | "output") => Json,
): Parameter[] {
  return Object.entries(fields?.shape ?? {}).map(([name, field]) => {
    const { description, ...schema } = toSchema(field as z.ZodType, "input");
    return {
      name,
      in: place,
      required: place === "path" || !(field as z.ZodType).safeParse(undefined).success,
      ...(typeof description === "string" ? { description } : {}),
      schema,
    };
  });
}

/** Converts a schema to JSON Schema; schemas with an id move to `components`. */
function hoisted(schema: z.ZodType, io: "input" | "output", schemas: Record<string, Json>): Json {
  const made = z.toJSONSchema(schema, { io, reused: "inline" });
  const text = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { $schema: _, $defs, id, ...rest } = JSON.parse(text) as Json & { $defs?: Record<string, Json> };
  for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] = withoutId(definition);
  if (typeof id !== "string") return rest;
  schemas[id] = rest;
  return { $ref: `#/components/schemas/${id}` };
}

const withoutId = ({ id: _, ...rest }: Json): Json => rest;
