import { PIECE, TOLD } from "@/lib/page-contract";
import type { PlayableEpisode } from "./playable";
import type { ToldEpisode } from "./told-episode";

/** Tells the episode to the page's scripts as data: server/text/pages/compose tells it in the head as well. */
export function TellEpisode({ episode }: { episode: PlayableEpisode }) {
  const { href, title, show, audio, duration, wordStartsUrl } = episode;
  const told: ToldEpisode = { href, title, show, audio, duration, wordStartsUrl };
  // What is told to a script may not end its element.
  const json = JSON.stringify(told).replaceAll("<", "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON, in an element that is not run
  return <script type="application/json" {...{ [TOLD]: "" }} dangerouslySetInnerHTML={{ __html: json }} />;
}

/**
 * The place of the player's own script, behind the transcript and the bar: server/text/pages/compose puts it there, in
 * a page that is sent whole. In a page that comes into an open tab it stays empty: the tab has its player.
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
