import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

// Runs one comparison after the other for `compareAside`, which ends this thread where one takes too long. A thread
// does not have the loader of the process that opens it.
register();
const { COMPARE_TASKS } = await import("./compare-tasks.ts");

parentPort?.on("message", ({ name, input }) => {
  parentPort?.postMessage(COMPARE_TASKS[name](input));
});
