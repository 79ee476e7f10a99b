import { type Agent, request as call } from "node:http";
import type { PreparedSite } from "./prepare-site";
import type { Ask } from "./targets";

interface Asking {
  /** Where the site is reached. */
  readonly url: string;
  readonly sign: PreparedSite["sign"];
  readonly agent: Agent;
}

/** Makes the function that sends a case's requests to a site, as they stand: a better client would mend them first. */
export function askSite({ url, sign, agent }: Asking): Ask {
  const { port } = new URL(url);
  const ask: Ask = (request) => {
    const { method, path, headers, body, bytes, as } = request;
    return new Promise((done, fail) => {
      const sent = call(
        {
          ...{ host: "127.0.0.1", port, method, path, agent },
          headers: { host: `localhost:${port}`, ...headers, ...(as ? sign(as, path) : {}) },
        },
        (answer) =>
          answer
            .resume()
            .once("end", () =>
              done({ status: answer.statusCode ?? 0, later: answer.headers["retry-after"] !== undefined }),
            )
            .once("error", fail),
      );
      sent.setTimeout(60_000, () => sent.destroy(new Error("there was no answer within a minute")));
      sent.once("error", (error: NodeJS.ErrnoException) => {
        // The site closed an idle connection in the moment in which it was used again.
        if (error.code === "ECONNRESET" && sent.reusedSocket) ask(request).then(done, fail);
        else fail(error);
      });
      sent.end(bytes === undefined ? body : Buffer.from(bytes, "base64"));
    });
  };
  return ask;
}
