import { readFileSync } from "node:fs";
import { Agent } from "node:http";
import { setPriority } from "node:os";
import { asker, KINDS, type Target } from "./kinds";

// Runs hostile clients against a site until it is ended; bench/hostile.ts writes to its input which, and what they know.
// Then it prints how the requests of each kind were answered.

const { target, kinds } = JSON.parse(readFileSync(0, "utf8")) as { target: Target; kinds: string[] };
// They would be elsewhere: what they compute must not take the site's core.
setPriority(19);
const stopping = new AbortController();
process.once("SIGTERM", () => {
  stopping.abort();
  tell();
  process.exit();
});

const answers = new Map<string, Map<number, number>>();
for (const name of kinds) {
  const kind = KINDS[name];
  if (!kind) continue;
  const agent = new Agent({ keepAlive: true });
  const seen = new Map<number, number>();
  answers.set(name, seen);
  const plain = asker(target.port, agent);
  const ask: typeof plain = async (...asked) => {
    const status = await plain(...asked);
    seen.set(status, (seen.get(status) ?? 0) + 1);
    return status;
  };
  let n = 0;
  for (let i = 0; i < kind.together; i++)
    void (async () => {
      while (!stopping.signal.aborted) await kind.once(ask, target, n++, stopping.signal);
    })();
}

function tell(): void {
  for (const [name, seen] of answers)
    console.log(
      `   ${name}: ${[...seen].map(([status, times]) => `${times} × ${status || "hung up"}`).join(", ") || "held"}`,
    );
}
