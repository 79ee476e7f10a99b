import { type Pace, SLOWEST } from "@/lib/http/pace";
import { problem } from "@/lib/http/problem";
import type { Database } from "@/server/db";
import { addressOf } from "@/server/people/limits/address-of";
import { Slots } from "@/server/people/limits/slots";
import { catchUp } from "./catch-up";
import { gitAnswer } from "./git-answer";
import { REPOSITORY_NAME } from "./open-repository";
import { advertise, receive } from "./receive";

interface Serving {
  readonly db: Database;
  /** The folder that holds the repositories; see `readEnvironment().repository`. */
  readonly folder: string;
  readonly request: Request;
  /** The path below the repository's address. */
  readonly path: string;
  /** The site's address, without a trailing slash. */
  readonly siteUrl: string;
  /** How slow readers may be; tests set another pace. */
  readonly pace?: Pace;
}

// A clone keeps a core busy for a moment, then waits for its reader. Twenty at once are served together;
// further ones wait. One address has few of them, so that it cannot take them all.
const clones = new Slots({ most: 24, mostOfOne: 6, mostWaiting: 100, patienceSeconds: 30 });

/**
 * Answers git over smart HTTP. Clones and fetches go through the installed `git http-backend`, in every
 * version of the protocol, and include everything accepted before the request. `receive` answers pushes.
 */
export async function serve(serving: Serving): Promise<Response> {
  const { request, path, siteUrl } = serving;
  const service = new URL(request.url).searchParams.get("service");
  const asks = `${request.method} ${path}`;
  if (asks === "GET info/refs" && service === "git-upload-pack") return answer(serving);
  if (asks === "POST git-upload-pack") return answer(serving);
  if (asks === "GET info/refs" && service === "git-receive-pack") return advertise(serving);
  if (asks === "POST git-receive-pack") return receive(serving);
  if (asks === "GET ") {
    return new Response(
      `This is a git repository. Clone it:\n\n  git clone ${siteUrl}/${REPOSITORY_NAME}\n`,
      {
        headers: { "Content-Type": "text/plain; charset=utf-8" },
      },
    );
  }
  if (path === "info/refs" || path.startsWith("objects/") || path === "HEAD")
    return problem(403, "Smart HTTP only", "Clone with git 1.6.6 or later, which asks for git-upload-pack.");
  return problem(404, "No such address in the repository");
}

async function answer({ db, folder, request, path, pace = SLOWEST }: Serving): Promise<Response> {
  const caught = await catchUp({ db, folder });
  if (!caught.ok) return problem(503, "No repository", caught.message);
  const slot = await clones.take(request.signal, addressOf(request.headers));
  if (!slot) {
    const busy = problem(
      503,
      "Too many clones",
      "The server is busy with other clones. Try again in half a minute.",
    );
    busy.headers.set("Retry-After", "30");
    return busy;
  }
  return gitAnswer({ root: caught.repository.root, request, path, pace, onEnd: slot });
}
