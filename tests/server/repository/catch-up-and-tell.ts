import { openDatabase } from "../../../server/db";
import { catchUp } from "../../../server/doors/repository/catch-up";

// Runs as a separate process that a test can kill.
const [url = "", folder = ""] = process.argv.slice(2);
const db = openDatabase(url);
await db.$queryRaw`SELECT 1`;
console.log("begun");
const caught = await catchUp({ db, folder });
console.log(caught.ok ? "done" : caught.message);
await db.$disconnect();
