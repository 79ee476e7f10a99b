import type { Found } from "./found";
import { readNumber } from "./numbers";
import type { Quantity } from "./quantity";
import { tokenise } from "./tokens";
import { isPeople } from "./units";

// Shares and ranks in words. Every pattern is bounded, so that no text takes long.

const MANY = "(?:vast|overwhelming|great|huge|large|small|tiny|silent)";
const MAJORITY = new RegExp(`\\b(?:(?:the|a|an)\\s+)?(?:(${MANY})\\s+)?(majority|minority)\\b`, "gi");
const MOST =
  /(?<!\b(?:the|at|for|second|third|are|is|was|your|my|our|their)\s{1,3})\bmost(?:\s+of\s+(?:the|our|my|these|those|their|your))?\s+((?:[a-z]+\s+)?)([a-z]+)\b/gi;

const ORDINALS = new Map(
  "first second third fourth fifth sixth seventh eighth ninth tenth"
    .split(" ")
    .map((word, i) => [word, i + 1]),
);
const PLACE = "second|third|fourth|fifth|next";
const RANKED =
  "concern|challenge|roadblock|barrier|obstacle|impediment|blocker|bottleneck|problem|issue|worry|reason|language|answer|response|choice|" +
  "framework|tool|platform|group|category|industry|country|priority|pain point|use case|skill|role|job|complaint|request|driver|expense|cost|source";
const OF_ALL = "of\\s+(?:all|the|these|those|them)\\b";
const FREQUENT = "common|popular|used|frequent|cited|loved|wanted|frequently|commonly|widely|dreaded";
const SUPERLATIVE = new RegExp(
  `\\b(?:the\\s+)?(?:(${PLACE})[\\s-]+(?:to[\\s-]+)?)?(?:(biggest|largest|greatest|highest|top|leading|number[\\s-]one|most\\s+(?:${FREQUENT}))|(smallest|lowest|least(?:\\s+(?:${FREQUENT}))?))` +
    `(?:[\\s-]+(?:\\w+[\\s-]+){0,2}?(?:${RANKED})s?\\b|\\s+${OF_ALL})`,
  "gi",
);
const LEAST_OF =
  /\b(?:the\s+)?least\s+of\s+(?:their|our|my|your|his|her)\s+(?:concerns|worries|problems)\b/gi;
const AT_AN_END =
  /\bat\s+the\s+(?:very\s+)?(bottom|top)\s+of\s+(?:(?:the|that|this|our|their|your)\s+)?(?:list|chart|charts|ranking|rankings|graph|table|results|leaderboard|that)\b/gi;
const TOP_N =
  /\b(?:the\s+)?(top|bottom)[\s-]+(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twenty)\b(?:\s+(?!percent)[a-z]+)?/gi;
const ARE_TOP = new RegExp(
  `\\b(?:(?:those|these|the)\\s+)?(two|three|four|five)\\s+(?:\\w+\\s+){0,3}?(?:are|were)\\s+the\\s+(?:top|biggest|main|leading)\\s+(?:${RANKED})s\\b`,
  "gi",
);
const NTH = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth";
/** "the second most listened to podcast", "third most used": with a place before it, any word will do. */
const NTH_MOST = new RegExp(`\\b(?:the\\s+)?(${NTH})[\\s-]+(?:(most)|(least))[\\s-]+[a-z]+`, "gi");
const FROM_END = new RegExp(
  `\\b(?:the\\s+)?(?:(${NTH})\\s+from\\s+(?:the\\s+)?(?:(bottom|last)|(top))|(${NTH})[\\s-]to[\\s-](?:the\\s+)?last)\\b`,
  "gi",
);
const NUMBER = "(?:number\\s+|no\\.\\s?|#)(one|two|three|four|five|six|seven|eight|nine|ten|\\d{1,2})\\b";
const BEHIND_RANK =
  "on|in|below|behind|among|for|of|last|this|with|at|overall|out|after|most|reason|concern|challenge|problem|language|answer|barrier|complaint|request|tool";
/** "at number two", "up from number four", "is number five on the list"; not "number one, we need …". */
const NUMBER_N = new RegExp(
  `\\b(?:(?:at|(?:up|down|fell|dropped|rose|jumped|climbed|moved)\\s+(?:from|to)|ranked|ranks|in\\s+at|came\\s+in|comes\\s+in|hit|still)\\s+(?:the\\s+)?${NUMBER}(?!\\s+(?:hundred|thousand|people|percent))|` +
    `(?:is|it's|was|are|were|being|be|as)\\s+(?:the\\s+)?${NUMBER}(?=\\s+(?:${BEHIND_RANK})\\b)|` +
    `the\\s+${NUMBER}(?=\\s+(?:most|${RANKED})\\b))`,
  "gi",
);
const RANKED_AT =
  /\b(?:(?:rank|ranked|ranks|came\s+in|comes\s+in|placed)\s+(?:at\s+)?(?:number\s+|#)?(?:(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)|(\d{1,3})(?:st|nd|rd|th)?)\b|in\s+(first|second|third|fourth|fifth|last)\s+place\b|(\d{1,3})(?:st|nd|rd|th)\s+(?:out\s+)?of\s+\d{1,3}\b)/gi;

/** Majorities and ranks. May overlap; the caller chooses. */
export function findWords(text: string): Found[] {
  // Keeps the length, so that offsets stay valid.
  const plain = text.replaceAll("\0", " ").replaceAll("’", "'");
  return [...shares(plain), ...ranks(plain)];
}

function* shares(text: string): Generator<Found> {
  for (const match of text.matchAll(MAJORITY)) {
    const [, size = "", word = ""] = match;
    if (/^\s+(?:leader|rule|owner|shareholder|report)/i.test(text.slice(match.index + match[0].length)))
      continue;
    const vast = /^(?:vast|overwhelming|great|huge)$/i.test(size);
    const comparator = word.toLowerCase() === "minority" ? "minority" : vast ? "vast_majority" : "majority";
    yield at(match, { kind: "percent", unit: "percent", comparator, form: "words" });
  }
  for (const match of text.matchAll(MOST)) {
    const [, adjective = "", noun = ""] = match;
    const first = adjective.trim().toLowerCase();
    if (isPeople(first)) {
      const end = match[0].lastIndexOf(adjective) + adjective.trimEnd().length;
      yield { ...at(match, MOST_OF), end: match.index + end };
    } else if (isPeople(noun.toLowerCase()) && !/ly$/.test(first)) yield at(match, MOST_OF);
  }
}

const MOST_OF: Quantity = { kind: "percent", unit: "percent", comparator: "majority", form: "words" };

function* ranks(text: string): Generator<Found> {
  // Before the superlatives, which match "the top five languages" at the same length.
  for (const match of text.matchAll(TOP_N))
    yield at(match, { ...rank(numberOf(match[2]), match[1]?.toLowerCase() === "bottom"), within: true });
  for (const match of text.matchAll(SUPERLATIVE)) {
    const [whole, place = "", , least] = match;
    // "a next level top problem" and the like state no place; "next to" is the second from that end.
    const nextTo = /^(?:the\s+)?next[\s-]+to\b/i.test(whole);
    const value = nextTo ? 2 : (ORDINALS.get(place.toLowerCase()) ?? 1);
    if (place.toLowerCase() === "next" && !nextTo) continue;
    yield at(match, rank(value, least !== undefined));
  }
  for (const match of text.matchAll(NTH_MOST)) {
    yield at(match, rank(ORDINALS.get((match[1] ?? "").toLowerCase()) ?? 1, match[3] !== undefined));
  }
  for (const match of text.matchAll(FROM_END)) {
    const value = ORDINALS.get((match[1] ?? match[4] ?? "").toLowerCase()) ?? 1;
    yield at(match, rank(value, match[3] === undefined));
  }
  for (const match of text.matchAll(NUMBER_N)) {
    const value = numberOf(match[1] ?? match[2] ?? match[3]);
    if (value >= 1) yield at(match, rank(value, false));
  }
  for (const match of text.matchAll(LEAST_OF)) yield at(match, rank(1, true));
  for (const match of text.matchAll(AT_AN_END))
    yield at(match, rank(1, match[1]?.toLowerCase() === "bottom"));
  for (const match of text.matchAll(ARE_TOP))
    yield at(match, { ...rank(numberOf(match[1]), false), within: true });
  for (const match of text.matchAll(RANKED_AT)) {
    const word = (match[1] ?? match[3])?.toLowerCase();
    const value = word ? (ORDINALS.get(word) ?? 1) : Number(match[2] ?? match[4]);
    if (value >= 1) yield at(match, rank(value, word === "last"));
  }
}

const rank = (value: number, bottom: boolean): Quantity => ({
  kind: "rank",
  value,
  unit: "rank",
  comparator: "rank",
  from: bottom ? "bottom" : "top",
});

const numberOf = (said = "") => readNumber(tokenise(said), 0)?.value ?? 1;

const at = (match: RegExpMatchArray, quantity: Quantity): Found => ({
  start: match.index ?? 0,
  end: (match.index ?? 0) + match[0].length,
  quantity,
});
