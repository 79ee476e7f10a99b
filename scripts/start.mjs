// Runs on a machine that has Node and nothing else, so until the packages are installed it uses none.
import { ensureGenerated, ensureInstalled } from "./bootstrap/install.mjs";
import { createSay } from "./bootstrap/report.mjs";

const say = createSay();
let code = 1;
try {
  await ensureInstalled({ say });
  await ensureGenerated({ say });
  const { register } = await import("tsx/esm/api");
  register();
  const { serve } = await import("./serve.ts");
  code = await serve({ say, develop: process.argv.includes("--dev") });
} catch (error) {
  if (error.output) console.error(error.output);
  console.error(`\n${error.message}`);
}
// Not before: serve has its things to put away. And not left to itself: the schema engine leaves a timer of ten
// seconds behind.
process.exit(code);
