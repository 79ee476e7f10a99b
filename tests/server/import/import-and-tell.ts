import { openDatabase } from "../../../server/db";
import { importFolder } from "../../../server/doors/import/import-folder";

// Run as a process of its own that a test can kill: imports the folder it is given, and tells of each batch.
const [url = "", folder = ""] = process.argv.slice(2);
const db = openDatabase(url);
await db.$queryRaw`SELECT 1`;
console.log("begun");
await importFolder({ db, folder, onProgress: ({ done }) => console.log(`done ${done}`) });
await db.$disconnect();
