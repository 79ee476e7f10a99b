// Written as their readers write them; every other word takes a capital.
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

// A season and an episode of it: s1e6.
const SEASON = /^s\d+e\d+$/i;

/** A name of an address as words: `funny-bits-2021` is "Funny Bits 2021". */
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

/** The title of an episode that is known by its slug alone: "Practical AI 147", "Go Time: Funny Bits 2021". */
export function episodeTitle(showTitle: string, slug: string): string {
  const numbered = /^\d+$/.test(slug) || SEASON.test(slug);
  return `${showTitle}${numbered ? " " : ": "}${humanise(slug)}`;
}
