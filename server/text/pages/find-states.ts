import { EPISODE_SLUG, HANDLE, SHOW_SLUG } from "@/lib/addresses";
import type { Reader } from "@/server/db";
import { type Scope, scopeName } from "./scope-name";

/**
 * Finds the state of each scope, in one query and so in one snapshot: the ids of its rows and the values of the
 * counters that it depends on. Two states are the same only where all that can be shown of the scope is the same. The
 * site's is always among them.
 *
 * - An episode depends on its own counter, on its show's masthead, on its audio's counter (the waveform), and, where it
 *   has claims, on the surveys'.
 * - A show depends on its counter, which everything in it raises.
 * - A person depends on the account's counter, and on those of the shows to which they have contributed.
 *
 * @returns by `scopeName`; none for shows, episodes and people that are not there
 */
export async function findStates(db: Reader, scopes: readonly Scope[]): Promise<Map<string, string>> {
  // An address may hold what PostgreSQL takes for no text.
  const episodes = scopes.filter(
    (scope) => scope.of === "episode" && SHOW_SLUG.test(scope.show) && EPISODE_SLUG.test(scope.slug),
  ) as Extract<Scope, { of: "episode" }>[];
  const shows = scopes.filter((scope) => scope.of === "show" && SHOW_SLUG.test(scope.show)) as Extract<
    Scope,
    { of: "show" }
  >[];
  const people = scopes.filter((scope) => scope.of === "person" && HANDLE.test(scope.handle)) as Extract<
    Scope,
    { of: "person" }
  >[];
  const rows = await db.$queryRaw<{ name: string; state: string }[]>`
    SELECT 'site' AS name, counter_value('site', 0)::text AS state
    UNION ALL
    SELECT 'surveys', counter_value('surveys', 0)::text
    UNION ALL
    SELECT 'show ' || s.slug, concat_ws('.', s.id, counter_value('show', s.id))
    FROM shows AS s WHERE s.slug = ANY(${shows.map(({ show }) => show)}::text[])
    UNION ALL
    SELECT 'person ' || u.handle, concat_ws('.', u.id, counter_value('person', person_counter(u.id)),
      (SELECT string_agg(concat_ws('-', at.show_id, counter_value('show', at.show_id)), '.' ORDER BY at.show_id)
       FROM (SELECT DISTINCT e.show_id
             FROM contributions AS c
             JOIN documents AS d ON d.id = c.document_id
             JOIN episodes AS e ON e.id = d.episode_id
             WHERE c.author_id = u.id) AS at))
    FROM users AS u WHERE u.handle = ANY(${people.map(({ handle }) => handle)}::text[])
    UNION ALL
    SELECT 'episode ' || s.slug || ' ' || e.slug,
      concat_ws('.', e.id, counter_value('episode', e.id), counter_value('masthead', s.id),
        CASE WHEN e.audio_url IS NOT NULL THEN counter_value('audio', audio_counter(e.audio_url)) END,
        CASE WHEN e.claims_version > 0 THEN 's' || counter_value('surveys', 0) END)
    FROM unnest(${episodes.map(({ show }) => show)}::text[], ${episodes.map(({ slug }) => slug)}::text[])
      AS wanted (show, slug)
    JOIN shows AS s ON s.slug = wanted.show
    JOIN episodes AS e ON e.show_id = s.id AND e.slug = wanted.slug`;
  return new Map(rows.map(({ name, state }) => [name, state]));
}

/** Asks for the site's state alone: as long as it is the same, all others are. The cheapest question there is. */
export const SITE_STATE =
  "SELECT coalesce(sum(value), 0)::text AS state FROM counters WHERE kind = 'site' AND id = 0";

/** The state of one scope; none where it is not there. */
export async function findState(db: Reader, scope: Scope): Promise<string | undefined> {
  return (await findStates(db, [scope])).get(scopeName(scope));
}
