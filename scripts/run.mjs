// Runs one of the TypeScript commands, even in a fresh clone: `npm run import -- …` needs no preparation.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureGenerated, ensureInstalled } from "./bootstrap/install.mjs";
import { createSay } from "./bootstrap/report.mjs";

const say = createSay();
const [command, ...args] = process.argv.slice(2);
try {
  await ensureInstalled({ say });
  await ensureGenerated({ say });
} catch (error) {
  if (error.output) console.error(error.output);
  console.error(`\n${error.message}`);
  process.exit(1);
}
const { register } = await import("tsx/esm/api");
register();
// The command finds its arguments where they would be if it had been started directly.
process.argv.splice(1, process.argv.length, resolve(command), ...args);
await import(pathToFileURL(resolve(command)).href);
