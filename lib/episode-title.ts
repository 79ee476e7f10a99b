// Words with an established spelling; every other word gets a capital.
const SPELLED = new Map(
  [
    "AI",
    "API",
    "AWS",
    "CSS",
    "DevOps",
    "FAQ",
    "GitHub",
    "HTML",
    "iOS",
    "JS",
    "LLM",
    "ML",
    "OSS",
    "UI",
    "UX",
  ].map((word) => [word.toLowerCase(), word] as const),
);

// A season and its episode: s1e6.
const SEASON = /^s\d+e\d+$/i;

/** Turns a name from an address into words: `funny-bits-2021` becomes "Funny Bits 2021". */
export function humanise(name: string): string {
  return name
    .split(/[-_]+/)
    .filter(Boolean)
    .map(
      (word) => SPELLED.get(word.toLowerCase()) ?? (SEASON.test(word) ? word.toUpperCase() : capital(word)),
    )
    .join(" ");
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The title for an episode of which only the slug is known: "Practical AI 147", "Go Time: Funny Bits 2021". */
export function episodeTitle(showTitle: string, slug: string): string {
  const numbered = /^\d+$/.test(slug) || SEASON.test(slug);
  return `${showTitle}${numbered ? " " : ": "}${humanise(slug)}`;
}
