// Starts on a machine that has only Node, so it uses no package until they are installed.
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
// serve has cleaned up by now. Exit explicitly: the schema engine leaves a timer of ten seconds behind.
process.exit(code);
