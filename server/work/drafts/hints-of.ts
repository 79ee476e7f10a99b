import type { Database } from "@/server/db";
import { isUnnamed } from "@/transcript";

// Whisper reads the last 224 tokens of its prompt: some 120 names. The likeliest come first, and are all that is sent.
const MOST_NAMES = 60;
const MOST_CHARACTERS = 600;

/**
 * Names that are likely to be said in an episode: those whom its feed names, the show and its author, and who speaks most in
 * the show's other episodes.
 */
export async function hintsOf(db: Database, episodeId: number): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    WITH e AS (SELECT id, show_id FROM episodes WHERE id = ${episodeId})
    SELECT p.name FROM credits AS c JOIN people AS p ON p.id = c.person_id JOIN e ON c.episode_id = e.id
    UNION ALL
    SELECT p.name FROM credits AS c JOIN people AS p ON p.id = c.person_id JOIN e ON c.show_id = e.show_id
    UNION ALL
    SELECT unnest(ARRAY[s.title, s.author]) FROM shows AS s JOIN e ON s.id = e.show_id
    UNION ALL
    (SELECT p.name FROM appearances AS a JOIN people AS p ON p.id = a.person_id
     WHERE a.episode_id IN (SELECT o.id FROM episodes AS o JOIN e ON o.show_id = e.show_id)
     GROUP BY p.id ORDER BY sum(a.words) DESC, p.name LIMIT ${MOST_NAMES})`;
  const hints: string[] = [];
  let length = 0;
  // A recogniser's own labels are no names.
  for (const name of new Set(
    rows.map((row) => row.name?.replace(/\s+/g, " ").trim()).filter((name) => name && !isUnnamed(name)),
  )) {
    length += name.length + 2;
    if (hints.length === MOST_NAMES || length > MOST_CHARACTERS) break;
    hints.push(name);
  }
  return hints;
}
