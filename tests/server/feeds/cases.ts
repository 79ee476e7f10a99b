import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Served, serve } from "./serve";

export const CASES = join(import.meta.dirname, "../../fixtures/cases");

// The folder is written as if it were served there.
const ADDRESS = "http://127.0.0.1:4790";

/** The bytes of a case, with the folder's address replaced. */
export async function caseBytes(path: string, url: string): Promise<Buffer> {
  const bytes = await readFile(join(CASES, path));
  // Byte for byte, whatever the encoding.
  return Buffer.from(bytes.toString("latin1").replaceAll(ADDRESS, url), "latin1");
}

/** Serves the folder of cases from feeds and chapters that people met; `serve` says the rest. */
export async function serveCases(...paths: string[]): Promise<Served> {
  const server = await serve();
  for (const path of paths)
    server.answers.set(`/${path}`, async (_request, response) => {
      response.end(await caseBytes(path, server.url));
    });
  return server;
}
