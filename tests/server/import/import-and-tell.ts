import { openDatabase } from "../../../server/db";
import { importFolder } from "../../../server/doors/import/import-folder";

// Runs as a separate process that a test can kill: imports the given folder and prints a line for each batch.
const [url = "", folder = ""] = process.argv.slice(2);
const db = openDatabase(url);
await db.$queryRaw`SELECT 1`;
console.log("begun");
await importFolder({ db, folder, onProgress: ({ done }) => console.log(`done ${done}`) });
await db.$disconnect();
