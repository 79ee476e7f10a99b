import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Description } from "../../../server/doors/api/describe-api";
import { exercises } from "./exercises";
import { openApi, type TestApi } from "./serving";

// These tests follow the description, not the code. For every path, method and status that it names, a call
// here gets that answer, and an independent validator checks the answer against the description's schema.
let api: TestApi;
let description: Description;
let ajv: Ajv2020;

beforeAll(async () => {
  api = await openApi();
  description = await api.json("/openapi.json");
  ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ $id: "api", components: description.components });
});
afterAll(() => api.drop());

/** A validator's complaints about a value; "" if there are none. */
function against(schema: unknown, value: unknown): string {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/');
  const validate = ajv.compile(JSON.parse(text));
  return validate(value) ? "" : ajv.errorsText(validate.errors);
}

test("the description is one of OpenAPI 3.1", async () => {
  expect(await new Validator().validate(JSON.parse(JSON.stringify(description)))).toEqual({ valid: true });
});

test("every name in it is given once, and every reference leads somewhere", () => {
  const operations = Object.values(description.paths).flatMap((methods) => Object.values(methods));
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const [, name = ""] of JSON.stringify(description).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    expect(description.components.schemas, name).toHaveProperty(name);
  expect(JSON.stringify(description)).not.toContain("$defs");
});

test("every path, method and status is exercised, and the answers are as described", async () => {
  const missing: string[] = [];
  const calls = await exercises(api, description);
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, { responses }] of Object.entries(methods)) {
      for (const [status, described] of Object.entries(responses)) {
        const name = `${method.toUpperCase()} ${path} ${status}`;
        const call = calls.get(name);
        if (!call) {
          missing.push(name);
          continue;
        }
        const response = await call();
        expect(response.status, `${name}: ${await response.clone().text()}`).toBe(Number(status));
        if (status === "304") {
          expect(await response.text(), name).toBe("");
          continue;
        }
        const type = response.headers.get("content-type")?.split(";")[0] ?? "";
        const content = described.content?.[type];
        if (!content) throw new Error(`${name}: ${type} is not described`);
        expect(against(content.schema, await response.json()), name).toBe("");
      }
    }
  }
  expect(missing, "calls that tests/server/api/exercises.ts lacks").toEqual([]);
});

describe("the validator", () => {
  test("takes no field too many, and none too few", async () => {
    const schema = description.components.schemas.Show;
    const show: Record<string, unknown> = await api.json("/shows/figures");
    expect(against(schema, show)).toBe("");
    expect(against(schema, { ...show, more: 1 })).not.toBe("");
    expect(against(schema, { ...show, gaps: "3" })).not.toBe("");
    const { url: _, ...less } = show;
    expect(against(schema, less)).not.toBe("");
  });
});
