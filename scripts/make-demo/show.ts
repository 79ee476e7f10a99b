const REPORT = "https://www.scribd.com/document/550488674/Anaconda-2021-SODS-Report-Final";
const PAGE = "https://anaconda.com/resources/whitepapers/state-of-data-science-2021";
const PRESS =
  "https://martechseries.com/predictive-ai/ai-platforms-machine-learning/anaconda-releases-2021-state-of-data-science-survey-results";
const ZDNET =
  "https://www.zdnet.com/article/top-programming-language-for-data-science-python-still-rules-followed-by-sql/";
const ZDNET_COPY =
  "https://droidwincob.pages.dev/posts/top-programming-language-for-data-science-python-still-rules-followed-by-sql";
const REGISTER = "https://know.anaconda.com/rs/387-XNW-688/images/Anaconda-2021-SODS-Report-Final.pdf";
const HEISE =
  "https://www.heise.de/news/Data-Science-Survey-Auswirkungen-der-Pandemie-und-ethische-Algorithmen-6148676.html";
const BESTHUB =
  "https://www.besthub.dev/articles/what-the-2021-state-of-data-science-reveals-about-python-automation-and-open-source-c075cfebe1f6";
const SEGMENTFAULT = "https://segmentfault.com/a/1190000040440083/en";
const NEW_STACK = "https://thenewstack.io/open-source-contribution-takes-a-hit-as-security-concerns-grow/";
const VENTURE_BEAT =
  "https://venturebeat.com/ai/what-are-data-scientists-biggest-concerns-the-2022-state-of-data-science-report-has-the-answers/";

/** A passage that states a figure (`low` and `high` are what the words mean) and the measured value. */
export interface Figure {
  episode: string;
  /** An exact quote of the transcript. */
  quote: string;
  unit: "percent" | "persons" | "countries" | "days" | "rank";
  low: number;
  /** Null: no upper bound ("more than"). */
  high: number | null;
  question: string;
  category: string;
  measured: number;
  source: string;
  /** False only for the two that are remembered wrongly. */
  right: boolean;
}

const figure = (
  episode: string,
  quote: string,
  unit: Figure["unit"],
  [low, high]: [number, number | null],
  [question, category, measured, source]: [string, string, number, string],
  right = true,
): Figure => ({ episode, quote, unit, low, high, question, category, measured, source, right });

const always: [string, string, number, string] = ["languages", "Python: always", 34, HEISE];

/** Every figure of the survey that is stated, in the order of the episodes. */
const figures: Figure[] = [
  figure("1", "almost 4,300 people", "persons", [4200, 4299], ["sample-size", "respondents", 4299, REPORT]),
  figure(
    "1",
    "in more than 140 countries",
    "countries",
    [140, null],
    ["countries", "countries", 140, REPORT],
  ),
  figure(
    "1",
    "The methodology page says 4,299",
    "persons",
    [4299, 4299],
    ["sample-size", "respondents", 4299, REPORT],
  ),
  figure("1", "says more than 4,200", "persons", [4200, null], ["sample-size", "respondents", 4200, PAGE]),
  figure(
    "1",
    "about three weeks, from the 14th of April to the 5th of May",
    "days",
    [16, 26],
    ["sample-size", "field dates, both days counted", 22, PRESS],
  ),
  figure("1", "Python comes first", "rank", [1, 1], ["languages", "Python", 1, ZDNET]),
  figure("1", "SQL second", "rank", [2, 2], ["languages", "SQL", 2, ZDNET]),
  figure("1", "R third", "rank", [3, 3], ["languages", "R", 3, ZDNET]),
  figure(
    "1",
    "about a third of the people asked say that they use Python always",
    "percent",
    [31, 36],
    always,
  ),
  figure(
    "1",
    'Another 29% say "frequently"',
    "percent",
    [29, 29],
    ["languages", "Python: frequently", 29, HEISE],
  ),
  figure("1", "you have 63%", "percent", [63, 63], ["languages", "Python: always or frequently", 63, ZDNET]),
  figure(
    "1",
    "SQL, by the same sum, gets 35%",
    "percent",
    [35, 35],
    ["languages", "SQL: always or frequently", 35, REGISTER],
  ),
  figure("1", "Rust is 12th of 14", "rank", [12, 12], ["languages", "Rust", 12, ZDNET]),
  figure("1", "it beats Go, which came last", "rank", [14, 14], ["languages", "Go", 14, ZDNET]),
  figure(
    "1",
    "The majority of educators teach Python, 71% of them",
    "percent",
    [71, 71],
    ["languages-taught", "Python", 71, ZDNET],
  ),
  figure("1", "88% of students", "percent", [88, 88], ["languages-learned", "Python", 88, ZDNET]),
  figure("1", "37% said it went down", "percent", [37, 37], ["covid-investment", "decreased", 37, ZDNET]),
  figure("1", "26% said it went up", "percent", [26, 26], ["covid-investment", "increased", 26, ZDNET]),
  figure(
    "1",
    "24% said it stayed the same",
    "percent",
    [24, 24],
    ["covid-investment", "stayed the same", 24, ZDNET],
  ),
  figure(
    "1",
    "Which leaves 13% unaccounted for",
    "percent",
    [13, 13],
    ["covid-investment", "none of these: 100 less 37, 26 and 24", 13, ZDNET],
  ),
  figure(
    "1",
    "prints 50%",
    "percent",
    [50, 50],
    ["covid-investment", "stayed the same or increased", 50, PRESS],
  ),
  figure(
    "1",
    "Between 53% and 55% of them would",
    "percent",
    [53, 55],
    ["automl", "want to see more automation", 55, BESTHUB],
  ),
  figure(
    "1",
    "One write-up prints 53",
    "percent",
    [53, 53],
    ["automl", "want to see more automation", 53, SEGMENTFAULT],
  ),
  figure(
    "1",
    "another prints 55",
    "percent",
    [55, 55],
    ["automl", "want to see more automation", 55, BESTHUB],
  ),
  figure(
    "1",
    "Only 14% said that automation worries them",
    "percent",
    [14, 14],
    ["automl", "concerned about automation", 4, BESTHUB],
    false,
  ),
  figure(
    "1",
    "40% were planning or doing something about bias",
    "percent",
    [40, 40],
    ["bias-plan", "planning or doing something about bias", 40, VENTURE_BEAT],
  ),
  figure(
    "1",
    "Something like three quarters of the people in companies said that their employer encourages them to contribute to open source",
    "percent",
    [72.5, 77.5],
    ["oss-contribute", "yes", 65, NEW_STACK],
    false,
  ),
  figure(
    "2",
    "52% are mostly data literate",
    "percent",
    [52, 52],
    ["data-literacy", "decision-makers mostly data literate", 52, ZDNET_COPY],
  ),
  figure(
    "2",
    "36% are very data literate",
    "percent",
    [36, 36],
    ["data-literacy", "decision-makers very data literate", 36, ZDNET_COPY],
  ),
  figure(
    "2",
    "Together they come to 88%",
    "percent",
    [88, 88],
    ["data-literacy", "both of these: 52 and 36", 88, ZDNET_COPY],
  ),
  figure(
    "2",
    "that leaves 12",
    "percent",
    [12, 12],
    ["data-literacy", "neither: 100 less 88", 12, ZDNET_COPY],
  ),
  figure(
    "2",
    "around a quarter",
    "percent",
    [22.5, 27.5],
    ["business-impact-barrier", "decision-makers struggle with data literacy", 25, ZDNET_COPY],
  ),
];

/** The show itself; `index.ts` adds the episodes with their audio. */
export const show = {
  title: "Figures of Speech",
  slug: "figures",
  prefix: "figures-of-speech",
  description:
    "A podcast about numbers said aloud. The hosts are invented; the figures are not, except for two.",
  licence: "CC BY-SA 4.0",
  licenceUrl: "https://creativecommons.org/licenses/by-sa/4.0/",
  language: "en",
  people: [
    { name: "Mara Lindqvist", role: "host", fictional: true },
    { name: "Tom Okafor", role: "host", fictional: true },
  ],
  wrongNumbers: figures
    .filter(({ right }) => !right)
    .map(({ episode, quote, low, high, measured, source }) => ({
      episode,
      speaker: quote.startsWith("Only") ? "Mara Lindqvist" : "Tom Okafor",
      quote,
      said: low === high ? `${low}%` : "about 75%",
      measured: `${measured}%`,
      source,
    })),
  figures,
};

/** The episodes in order. The dialogue of each is in `dialogues/figures-of-speech-{slug}.md`. */
export const episodes = [
  {
    slug: "1",
    title: "Almost 4,300 People",
    publishedAt: "2026-11-02T08:00:00Z",
    description:
      "Mara and Tom read a survey aloud: who answered it, how last is 12th of 14, and whether half is most.",
  },
  {
    slug: "2",
    title: "Mostly or Very",
    publishedAt: "2026-11-16T08:00:00Z",
    description: "A short one about soup, and about two adverbs in a survey.",
  },
];
