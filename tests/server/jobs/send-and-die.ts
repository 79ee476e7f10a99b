import { openDatabase } from "../../../server/db";
import { sendJob } from "../../../server/jobs/send-job";
import { countJob } from "./count-job";

// A process that sends a job, commits and dies without another word: `send-and-die.ts <database> <key>`.
const [url = "", key = ""] = process.argv.slice(2);
const db = openDatabase(url);
await db.$transaction((tx) => sendJob(tx, countJob, { what: key }, { key }));
process.kill(process.pid, "SIGKILL");
