import { parseArgs } from "node:util";
import { alignFiles } from "./align/align-files";
import { alignSite } from "./align/align-site";
import { fitFiles } from "./align/fit-files";
import { Refusal, withDatabase } from "./database/with-database";

const USAGE = `Finds when each word of a text is heard in a sound.

  npm run align -- <show>/<slug>
  npm run align -- --show <slug>
  npm run align -- --all
      Measures the word times of this site's transcripts: one, a show's, or all that are not measured yet, the newest and
      the most listened ones first. Says before how long it will take, and in the end what became of each. --anew also
      measures what was measured before.

Without a site and a database:

  npm run align -- --audio <file> --text <file> [--json]
      The text is Markdown with its timestamps, or plain. Prints each word with its start in seconds and how sure
      that is, from 0 to 1; with --json all that was found. --language says what the text is in, if it is not English.

  npm run align -- --audio <file> --fit '<words>' --from 12.3 --to 14.9 [--json]
      Says how well words fit the sound between two moments. --fit, --from and --to may be given several times.`;

const options = {
  show: { type: "string" },
  all: { type: "boolean" },
  anew: { type: "boolean" },
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
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (!values.help) return { ...values, positionals };
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${USAGE}`);
  }
  console.log(USAGE);
  process.exit(0);
}

async function main(signal: AbortSignal): Promise<number> {
  const given = readArguments();
  const { audio, text, language, json = false, fit, from = [], to = [] } = given;
  const site = siteOf(given);
  if (site) {
    if (audio || text || fit) throw new Refusal(`An episode, or files?\n\n${USAGE}`);
    return withDatabase((db) => alignSite(db, { ...site, anew: given.anew ?? false, signal }));
  }
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

/** The show or the episode of this site that is named, if files are not; neither for all. */
function siteOf({ positionals: [episode, ...more], show, all }: ReturnType<typeof readArguments>) {
  if (more.length > 0) throw new Refusal(`"${more[0]}" is one too many.\n\n${USAGE}`);
  if (episode === undefined) return show !== undefined || all ? { show } : null;
  const [, named, slug] = /^([^/]+)\/([^/]+)$/.exec(episode) ?? [];
  if (!named || !slug) throw new Refusal(`"${episode}" is no episode: give <show>/<slug>.`);
  return { show: named, slug };
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
