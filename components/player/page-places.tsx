import { PIECE, TOLD } from "@/lib/page-contract";
import type { PlayableEpisode } from "./playable";
import type { ToldEpisode } from "./told-episode";

/** Hands the episode to the page's scripts as JSON. server/text/pages/compose also puts it into the head. */
export function TellEpisode({ episode }: { episode: PlayableEpisode }) {
  const { href, title, show, audio, duration, wordStartsUrl } = episode;
  const told: ToldEpisode = { href, title, show, audio, duration, wordStartsUrl };
  // No text in the JSON may end the script element.
  const json = JSON.stringify(told).replaceAll("<", "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON, in an element that is not run
  return <script type="application/json" {...{ [TOLD]: "" }} dangerouslySetInnerHTML={{ __html: json }} />;
}

/**
 * The place of the player's own script, behind the transcript and the bar. server/text/pages/compose fills it
 * in a whole page. After a navigation inside the site it stays empty: the tab has its player.
 */
export function PlayerPlace() {
  return (
    <div
      hidden
      {...{ [PIECE]: "player" }}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this program
      dangerouslySetInnerHTML={{ __html: "<!--piece:player-->" }}
    />
  );
}
