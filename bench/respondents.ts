import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { computeSurvey } from "../server/work/surveys/compute-survey";
import { readMapping } from "../server/work/surveys/read-mapping";
import { reportFigure } from "./report-figure";

// What it takes to compute a survey from one row per respondent: 100,000 rows in the shape of Stack Overflow's public
// results, with 100 columns, of which most hold several answers.

const ROWS = 100_000;
const COLUMNS = 100;
const SECONDS = 20;
const MEGABYTES = 300;

const folder = await mkdtemp(join(tmpdir(), "onrecord-bench-"));
try {
  await bench(join(folder, "results.csv"));
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit();

async function bench(path: string): Promise<void> {
  await write(path);
  const questions = Array.from({ length: COLUMNS }, (_, at) =>
    at % 10 === 0
      ? `  - { question: years-${at}, column: C${at}, type: number, unit: years, statistics: [median, mean] }`
      : `  - { question: q-${at}, column: C${at}, type: multiple, statistics: [percent, count] }`,
  );
  const read = readMapping(
    `survey: s\nwave: "2025"\nsource: https://example.org\nsampling: nonprobability\ngroups:\n  - { name: professionals, column: C1, is: answer 1 of C1 }\nquestions:\n${questions.join("\n")}`,
  );
  if (!read.ok) throw new Error(read.message);
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const began = performance.now();
  const made = await computeSurvey(createReadStream(path, { highWaterMark: 1024 * 1024 }), read.mapping);
  const took = (performance.now() - began) / 1000;
  clearInterval(watch);
  if (!made.ok) throw new Error(made.message);
  const size = (await stat(path)).size / 1e6;
  const against = `${ROWS.toLocaleString("en")} respondents, ${COLUMNS} questions, ${size.toFixed(0)} MB, ${made.rows.length} statistics`;
  reportFigure({
    ...{ what: "statistics of one row per respondent", figure: `${took.toFixed(1)} s` },
    ...{ bar: `under ${SECONDS} s`, against, reached: took < SECONDS },
  });
  reportFigure({
    ...{ what: "the memory that takes, all of the process", figure: `${(most / 1e6).toFixed(0)} MB` },
    ...{ bar: `under ${MEGABYTES} MB`, against, reached: most / 1e6 < MEGABYTES },
  });
}

async function write(path: string): Promise<void> {
  let seed = 1;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const out = createWriteStream(path);
  out.write(`Id,${Array.from({ length: COLUMNS }, (_, at) => `C${at}`).join(",")}\n`);
  for (let row = 0; row < ROWS; row += 1) {
    const cells = Array.from({ length: COLUMNS }, (_, at) => {
      if (random(3) === 0) return "NA";
      if (at % 10 === 0) return String(random(50));
      return Array.from({ length: 1 + random(3) }, () => `answer ${random(20)} of C${at}`).join(";");
    });
    if (!out.write(`${row},${cells.join(",")}\n`)) await once(out, "drain");
  }
  out.end();
  await finished(out);
}
