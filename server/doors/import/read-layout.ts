/** How a repository differs from `<show>/<episode>.md` with labels as `**Name:**`. */
export interface Layout {
  /** Whether a show's transcripts lie in folders within its folder. */
  readonly nested: boolean;
  /** How turns begin: `**Name:**`, `00:12:14 Name:` or `Name: 00:12:14`. */
  readonly turns: "label" | "time-name" | "name-time";
}

export const USUAL_LAYOUT: Layout = { nested: false, turns: "label" };

/** Reads `nested,time-name`, as the command takes it; null if a word of it is unknown. */
export function readLayout(text: string): Layout | null {
  const words = text.split(",").map((word) => word.trim().toLowerCase());
  if (!words.every((word) => /^(?:nested|label|time-name|name-time)$/.test(word))) return null;
  const turns = words.filter((word): word is Layout["turns"] => word !== "nested");
  return turns.length > 1 ? null : { nested: words.includes("nested"), turns: turns[0] ?? "label" };
}
