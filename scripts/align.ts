import { parseArgs } from "node:util";
import { alignFiles } from "./align/align-files";
import { fitFiles } from "./align/fit-files";
import { Refusal } from "./database/with-database";

const USAGE = `Finds when each word of a text is heard in a sound. Needs no site and no database.

  npm run align -- --audio <file> --text <file> [--json]
      The text is Markdown with its timestamps, or plain. Prints each word with its start in seconds and how sure
      that is, from 0 to 1; with --json all that was found. --language says what the text is in, if it is not English.

  npm run align -- --audio <file> --fit '<words>' --from 12.3 --to 14.9 [--json]
      Says how well words fit the sound between two moments. --fit, --from and --to may be given several times.`;

const options = {
  audio: { type: "string" },
  text: { type: "string" },
  language: { type: "string" },
  json: { type: "boolean" },
  fit: { type: "string", multiple: true },
  from: { type: "string", multiple: true },
  to: { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
} as const;

function readArguments() {
  try {
    const { values } = parseArgs({ options });
    if (!values.help) return values;
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${USAGE}`);
  }
  console.log(USAGE);
  process.exit(0);
}

async function main(signal: AbortSignal): Promise<number> {
  const { audio, text, language, json = false, fit, from = [], to = [] } = readArguments();
  if (!audio) throw new Refusal(`Which file is the sound?\n\n${USAGE}`);
  if (fit) {
    if (from.length !== fit.length || to.length !== fit.length)
      throw new Refusal("Each --fit needs a --from and a --to.");
    const spans = fit.map((words, i) => ({ words, from: seconds(from[i]), to: seconds(to[i]) }));
    return fitFiles({ audio, spans, json });
  }
  if (!text) throw new Refusal(`Which file is the text?\n\n${USAGE}`);
  return alignFiles({ audio, text, language, json, signal });
}

function seconds(value = ""): number {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number) || number < 0)
    throw new Refusal(`"${value}" is no time in seconds.`);
  return number;
}

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
try {
  process.exitCode = await main(stop.signal);
} catch (error) {
  if (stop.signal.aborted) process.exit(130);
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}
