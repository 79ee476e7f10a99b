import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Candidate, type Found, findQuantities, type Quantity, type Scope, suggest } from "../evidence";
import { corpusOrExit, corpusText, sharedRows } from "../tests/support/corpus";
import { readCsvRows } from "../tests/support/csv-rows";
import { display, parse } from "../transcript";
import { NO_QUANTITY } from "./evidence/no-quantity";
import { reportFigure } from "./report-figure";

// How many stated quantities the platform finds by itself, and whether it finds the right survey question. On
// the founding episode, whose claims were labelled by hand, as were the findings that are no quantity.

const EPISODE = "practicalai/practical-ai-147.md";
const SURVEY = "surveys/anaconda-state-of-data-science-2021.csv";

interface Label {
  readonly id: string;
  readonly quote: string;
  readonly prefix: string;
  readonly quantity: Quantity & { readonly derived?: boolean };
  readonly question: string | null;
  readonly scope: Scope | null;
}

const corpus = corpusOrExit();
const labels = sharedRows<Label>("surveys/claims-practical-ai-147.jsonl");
const paragraphs = parse(corpusText(corpus, EPISODE)).segments.map(({ body }) => display(body).text);

/** The labels use the page's typography; offsets do not matter here. */
const plain = (text: string) =>
  text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'").replace(/ – /g, " -- ").replaceAll("…", "...");

interface Placed {
  readonly label: Label;
  readonly paragraph: number;
  readonly start: number;
  readonly end: number;
}

/** Finds the place of a labelled quote. */
function place(label: Label): Placed {
  const quote = plain(label.quote);
  const prefix = plain(label.prefix).replace(/^\S*\s/, "");
  for (const [paragraph, text] of paragraphs.entries()) {
    const at = text.indexOf(prefix + quote);
    if (at >= 0)
      return { label, paragraph, start: at + prefix.length, end: at + prefix.length + quote.length };
  }
  for (const [paragraph, text] of paragraphs.entries()) {
    const at = text.indexOf(quote);
    if (at >= 0) return { label, paragraph, start: at, end: at + quote.length };
  }
  throw new Error(`${label.id} is not in the transcript: ${quote}`);
}

const found = paragraphs.map(findQuantities);
const placed = labels.map(place);
recall();
precision();
suggestions();
process.exit();

function recall(): void {
  const same = ({ quantity }: Found, wanted: Quantity) =>
    quantity.value === wanted.value &&
    String(quantity.range) === String(wanted.range) &&
    quantity.unit === wanted.unit &&
    quantity.comparator === wanted.comparator &&
    (quantity.from ?? "top") === (wanted.from ?? "top");
  const numeric = placed.filter(
    ({ label: { quantity } }) => quantity.value !== undefined || quantity.range !== undefined,
  );
  const missed = numeric.filter(
    ({ label, paragraph, start, end }) =>
      !found[paragraph]?.some((each) => each.start < end && start < each.end && same(each, label.quantity)),
  );
  for (const { label } of missed)
    console.log(
      `  missed: ${label.id} ${JSON.stringify(label.quote)}${label.quantity.derived ? " (derived: not said)" : ""}`,
    );
  const share = 1 - missed.length / numeric.length;
  reportFigure({
    what: "labelled numeric quantities found with the right value, unit and comparator",
    figure: `${(100 * share).toFixed(1)} % (${numeric.length - missed.length} of ${numeric.length})`,
    bar: "at least 95 %",
    against: "claims labelled by hand",
    reached: share >= 0.95,
  });
}

function precision(): void {
  const all = found.flatMap((each, paragraph) => each.map((one) => ({ paragraph, ...one })));
  for (const { paragraph, start, end, quantity } of all)
    console.log(
      `  ${NO_QUANTITY.has(`${paragraph}:${start}`) ? "NO " : "   "}${paragraph}:${start} ${JSON.stringify(paragraphs[paragraph]?.slice(start, end))} ${quantity.kind} ${quantity.value ?? quantity.range?.join("–") ?? ""} ${quantity.unit} ${quantity.comparator}`,
    );
  const wrong = all.filter(({ paragraph, start }) => NO_QUANTITY.has(`${paragraph}:${start}`)).length;
  reportFigure({
    what: "findings that are no quantity",
    figure: `${wrong} of ${all.length}`,
    bar: "at most 1 in 4",
    against: "each finding judged by hand",
    reached: wrong <= all.length / 4,
  });
}

function suggestions(): void {
  const context = { source: "other", wave: "same", question: "same", base: "same" } as const;
  const rows = readCsvRows(readFileSync(join(corpus, "..", SURVEY), "utf8"));
  const candidates: Candidate[] = rows.map((row) => ({
    question: row.question ?? "",
    wording: row.wording || null,
    category: row.category ?? "",
    base: row.base ?? "",
    responseType: row.response_type || null,
    context,
    statistic: {
      statistic: row.statistic as Candidate["statistic"]["statistic"],
      value: Number(row.value),
      unit: row.unit ?? "",
      qualifier: row.qualifier as "=",
      decimals: Number(row.decimals),
    },
  }));
  const asked = new Set(candidates.map(({ question }) => question));
  const named = placed.filter(({ label }) => label.question !== null);
  const there = named.filter(({ label }) => asked.has(label.question ?? ""));
  const places = there.map(({ label, paragraph }) => {
    const nearby = [paragraph, paragraph - 1, paragraph - 2, paragraph + 1].map((p) => paragraphs[p] ?? "");
    const suggested = suggest({ ...label, quote: plain(label.quote), nearby, candidates });
    const at = suggested.findIndex(({ question }) => question === label.question);
    if (at !== 0)
      console.log(
        `  ${label.id} ${label.question} at ${at}: ${suggested.slice(0, 3).map(({ question }) => question)}`,
      );
    return at;
  });
  const first = places.filter((at) => at === 0).length;
  const three = places.filter((at) => at >= 0 && at < 3).length;
  console.log(
    `${named.length} claims name a question; ${there.length} name one that the survey file has. Of all ${named.length}: first ${first}, first three ${three}.`,
  );
  for (const [what, count, bar] of [
    ["the right question first", first, 70],
    ["the right question among three", three, 90],
  ] as const)
    reportFigure({
      what,
      figure: `${((100 * count) / there.length).toFixed(0)} % (${count} of ${there.length})`,
      bar: `${bar} %`,
      against: "labelled claims whose question the survey file has",
      reached: count / there.length >= bar / 100,
    });
}
