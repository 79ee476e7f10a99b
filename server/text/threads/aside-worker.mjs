import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

// Does one task after the other for `runAside`, which ends this thread where one takes too long. A thread does not have
// the loader of the process that opens it.
register();
const root = join(import.meta.dirname, "../../..");

parentPort?.on("message", async ({ file, table, name, input }) => {
  const tasks = (await import(pathToFileURL(join(root, file)).href))[table];
  parentPort?.postMessage(await tasks[name](input));
});
