import { z } from "zod";
import { describeApi } from "@/server/doors/api/describe-api";
import { endpoint } from "@/server/doors/api/endpoint";

export const aboutEndpoints = [
  endpoint({
    method: "GET",
    path: "/",
    name: "getStart",
    summary: "Entry point: links to the rest",
    answer: z.strictObject({
      description: z.url().describe("This description, as OpenAPI 3.1."),
      documentation: z.url(),
      shows: z.url(),
    }),
    handle: async ({ siteUrl }) => ({
      ok: true,
      body: {
        description: `${siteUrl}/api/v1/openapi.json`,
        documentation: `${siteUrl}/docs/api`,
        shows: `${siteUrl}/api/v1/shows`,
      },
    }),
  }),
  endpoint({
    method: "GET",
    path: "/openapi.json",
    name: "getDescription",
    summary: "The API's description, as OpenAPI 3.1",
    answer: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }),
    handle: async ({ siteUrl, endpoints }) => ({ ok: true, body: describeApi(endpoints, siteUrl) }),
  }),
];
