import { type Pace, paced } from "@/lib/http/pace";
import { problem } from "@/lib/http/problem";
import type { Database } from "@/server/db";
import { Slots } from "@/server/people/limits/slots";
import { catchUp } from "./catch-up";
import { findPusher } from "./find-pusher";
import { makeQuarantine, unpack } from "./make-quarantine";
import { FLUSH, PacketReader, packet, sideBand } from "./pkt-line";
import { proposePush } from "./propose-push";
import { readPush } from "./read-push";
import { runGit } from "./run-git";

/** The one reference that can be pushed to. It is nowhere: what arrives there becomes contributions. */
const TARGET = "refs/for/main";

interface Receiving {
  readonly db: Database;
  /** Where repositories are kept; see `readEnvironment().repository`. */
  readonly folder: string;
  readonly request: Request;
  /** Where the site is reached, without a slash at its end. */
  readonly siteUrl: string;
  /** The largest pack that is taken: 64 MB are a thousand times a long transcript. */
  readonly mostBytes?: number;
  /** How slow the sender may be; tests set another pace. */
  readonly pace?: Pace;
}

const CAPABILITIES =
  "report-status delete-refs side-band-64k quiet ofs-delta object-format=sha1 agent=on-record";
const MOST_COMMANDS_BYTES = 64 * 1024;
const LIMIT_SECONDS = 600;

// A push is checked by git, word by word; two at once leave the other core to readers. They are two people's.
const pushes = new Slots({ most: 2, mostOfOne: 1, mostWaiting: 20, patienceSeconds: 60 });
/** A slot is waited for by others: who sends nothing into it for ten seconds gives it up. */
const SLOWEST_PUSH: Pace = { leastBytesPerSecond: 10_000, graceSeconds: 10, longestSeconds: LIMIT_SECONDS };

/**
 * The answer to `info/refs?service=git-receive-pack`: where main is, and commits before it, so that git sends only what
 * is new however old the clone is.
 */
export async function advertise({ db, folder, request, siteUrl }: Receiving): Promise<Response> {
  const pusher = await findPusher(db, request, siteUrl);
  if (!pusher.ok) return pusher.response;
  const caught = await catchUp({ db, folder });
  if (!caught.ok) return problem(503, "No repository", caught.message);
  const listed = await runGit(["rev-list", "--max-count=5000", "main", "--"], {
    folder: caught.repository.path,
  });
  const commits = listed.out.toString("utf8").split("\n").filter(Boolean);
  const [main = "0".repeat(40), ...earlier] = commits;
  const first = commits.length === 0 ? "capabilities^{}" : "refs/heads/main";
  const body = Buffer.concat([
    packet("# service=git-receive-pack\n"),
    Buffer.from(FLUSH),
    packet(`${main} ${first}\0${CAPABILITIES}\n`),
    ...earlier.filter((_, i) => i < 100 || i % 50 === 0).map((commit) => packet(`${commit} .have\n`)),
    Buffer.from(FLUSH),
  ]);
  return answer("advertisement", body);
}

/**
 * The answer to `git-receive-pack`: commits pushed to refs/for/main become contributions, one for each file, and
 * anything else is refused with its reasons. What was pushed is unpacked and looked at in a quarantine, which goes away
 * in any case; the repository itself is never written to.
 */
export async function receive(receiving: Receiving): Promise<Response> {
  const { db, request, siteUrl, pace = SLOWEST_PUSH } = receiving;
  const pusher = await findPusher(db, request, siteUrl);
  if (!pusher.ok) return pusher.response;
  if (request.headers.get("Content-Encoding"))
    return problem(415, "Send the push as it is, without an encoding");
  const slot = await pushes.take(request.signal, pusher.person.id);
  if (!slot) {
    const busy = problem(503, "Too many pushes", "Others are being looked at. Try again in a minute.");
    busy.headers.set("Retry-After", "60");
    return busy;
  }
  const chunks = (request.body ?? new Response("").body!)[
    Symbol.asyncIterator
  ]() as AsyncIterator<Uint8Array>;
  let isSlow = false;
  try {
    const reader = new PacketReader(
      paced(chunks, pace, () => {
        isSlow = true;
      }),
    );
    const lines = await reader.untilFlush(MOST_COMMANDS_BYTES);
    if (!lines) return problem(400, "This is no push", "It does not begin as git's do.");
    const commands = lines.filter((line) => !line.startsWith("shallow ")).map(readCommand);
    // git asks so whether it may push, before it sends much.
    if (commands.length === 0) return answer("result", Buffer.alloc(0));
    const judged = await judge(receiving, pusher.person, commands, reader);
    return isSlow ? problem(408, TOO_SLOW) : answer("result", report(commands, judged));
  } catch (error) {
    if (isSlow) return problem(408, TOO_SLOW);
    throw error;
  } finally {
    slot();
  }
}

const TOO_SLOW = "The push was sent too slowly";

interface Command {
  readonly before: string;
  readonly after: string;
  readonly ref: string;
}

const NOTHING = /^0+$/;

function readCommand(line: string): Command {
  const [before = "", after = "", ...ref] = (line.split("\0")[0] ?? "").split(" ");
  return { before, after, ref: ref.join(" ") };
}

/** What became of a push: of all of it, since its parts belong together. */
interface Judgement {
  readonly ok: boolean;
  /** A few words for git's own line. */
  readonly reason: string;
  /** What the person is told. */
  readonly said: readonly string[];
}

const no = (reason: string, ...said: string[]): Judgement => ({ ok: false, reason, said });

type Person = Parameters<typeof proposePush>[0]["person"];

async function judge(
  { db, folder, request, siteUrl, mostBytes = 64_000_000 }: Receiving,
  person: Person,
  commands: readonly Command[],
  reader: PacketReader,
): Promise<Judgement> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(LIMIT_SECONDS * 1000)]);
  const caught = await catchUp({ db, folder });
  if (!caught.ok) return no("no repository", caught.message);
  const { repository } = caught;
  await using quarantine = await makeQuarantine(repository);
  const deletesAll = commands.every(({ after }) => NOTHING.test(after));
  const incoming = { path: quarantine.path, pack: reader.remaining(), mostBytes, signal };
  const unpacked = deletesAll ? ({ ok: true } as const) : await unpack(incoming);

  // Heard first, so that git is not hung up on; what is wrong with the address is said before what is in the push.
  if (commands.some(({ after }) => NOTHING.test(after)))
    return no("nothing can be deleted", "Nothing can be deleted here: what was accepted stays.");
  const [{ after: pushed, ref } = { after: "", ref: "" }] = commands;
  if (commands.length > 1 || ref !== TARGET) {
    const how = `Push to ${TARGET}, where commits become contributions:  git push <remote> HEAD:${TARGET}`;
    return no(`only ${TARGET} can be pushed to`, "main is what was accepted, and moves no other way.", how);
  }
  if (!unpacked.ok) return no("it cannot be taken", `The push cannot be taken: ${unpacked.detail}.`);

  const main = await runGit(["rev-parse", "--verify", "--quiet", "main"], {
    folder: repository.path,
    signal,
  });
  const mainCommit = main.out.toString("utf8").trim();
  if (mainCommit === "")
    return no("it cannot be taken", "There is nothing here yet that a change could rest on.");
  const isCommit = await runGit(["cat-file", "-t", pushed], { folder: quarantine.path, signal });
  if (isCommit.out.toString("utf8").trim() !== "commit")
    return no("it cannot be taken", "What you push is not a commit.");
  const read = await readPush({ db, path: quarantine.path, main: mainCommit, pushed, signal });
  if (signal.aborted) return no("it cannot be taken", "It took too long.");
  if (!read.ok) return no("it cannot be taken", ...read.problems);

  const { made, problems } = await proposePush({
    db,
    person,
    commit: pushed,
    files: read.files,
    added: read.added,
    channel: "push",
  });
  const told = made.map(
    ({ path, href, again }) => `${path}${again ? " (as before)" : ""}: ${siteUrl}${href}`,
  );
  if (problems.length > 0)
    return no(made.length > 0 ? "not all of it was taken" : "it cannot be taken", ...told, ...problems);
  return {
    ok: true,
    reason: "",
    said: [
      ...told,
      ...read.renamed.map(
        ({ from, to }) => `${to}: here it keeps its name ${from}, with its history and its address.`,
      ),
      "Given under each show's licence. A maintainer will look at it.",
    ],
  };
}

/** What git prints: our sentences behind `remote:`, and its own lines about each reference. */
function report(commands: readonly Command[], { ok, reason, said }: Judgement): Buffer {
  const lines = commands.map(({ ref }) => packet(ok ? `ok ${ref}\n` : `ng ${ref} ${reason}\n`));
  const status = Buffer.concat([packet("unpack ok\n"), ...lines, Buffer.from(FLUSH)]);
  const shown = said.length === 0 ? Buffer.alloc(0) : sideBand(2, Buffer.from(`${said.join("\n")}\n`));
  return Buffer.concat([shown, sideBand(1, status), Buffer.from(FLUSH)]);
}

function answer(kind: "advertisement" | "result", body: Buffer): Response {
  return new Response(new Uint8Array(body), {
    headers: { "Content-Type": `application/x-git-receive-pack-${kind}`, "Cache-Control": "no-cache" },
  });
}
