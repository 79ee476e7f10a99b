import { plainLine } from "../server/doors/import/plain-line";
import { Refusal } from "./database/with-database";
import { runImport } from "./import/run-import";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
try {
  const problems = await runImport(process.argv.slice(2), stop.signal);
  // The schema engine leaves a timer of ten seconds behind.
  process.exit(problems === 0 ? 0 : 1);
} catch (error) {
  if (stop.signal.aborted) {
    console.error("Stopped. What was imported stays; run the same command again to continue.");
    process.exit(130);
  }
  console.error(error instanceof Refusal ? plainText(error.message) : error);
  process.exit(1);
}

/** Keeps line breaks, which come from our own messages. */
function plainText(message: string): string {
  return message.split("\n").map(plainLine).join("\n");
}
