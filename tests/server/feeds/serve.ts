import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";

const FIXTURES = join(import.meta.dirname, "../../fixtures/feed");

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real web server on loopback, with the answers that a test gives it and a feed's fixtures. */
export interface Served extends AsyncDisposable {
  readonly url: string;
  /** The requested paths, in order. */
  readonly asked: string[];
  readonly answers: Map<string, Answer>;
}

/** Starts a server. BASE in its answers is replaced by its own address. */
export async function serve(answers: Record<string, string | Answer> = {}): Promise<Served> {
  const asked: string[] = [];
  const given = new Map<string, Answer>();
  const server = createServer(async (request, response) => {
    const path = request.url ?? "/";
    asked.push(path);
    const answer = given.get(path);
    if (answer) return answer(request, response);
    const text = await readFile(join(FIXTURES, path.slice(1)), "utf8").catch(() => null);
    response.statusCode = text === null ? 404 : 200;
    response.end(text?.replaceAll("BASE", url));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  for (const [path, answer] of Object.entries(answers))
    given.set(
      path,
      typeof answer === "string"
        ? (_request, response) => void response.end(answer.replaceAll("BASE", url))
        : answer,
    );
  return {
    url,
    asked,
    answers: given,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** The text of the fixture's feed, for a server at `url`. */
export async function fixtureFeed(url = "https://tides.example.org"): Promise<string> {
  return (await readFile(join(FIXTURES, "feed.xml"), "utf8")).replaceAll("BASE", url);
}

/** A feed of these items, each its inner XML. */
export function feedOf(...items: string[]): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Chat</title>${items
    .map((item) => `<item>${item}</item>`)
    .join("")}</channel></rss>`;
}
