import { TOLD } from "@/lib/page-contract";
import type { PlayableEpisode } from "./playable-episode";
import type { ToldEpisode } from "./read-told";

/** Hands the episode to the page's scripts as JSON. server/text/pages/compose also puts it into the head. */
export function TellEpisode({ episode }: { episode: PlayableEpisode }) {
  const { href, title, show, audio, duration, wordStartsUrl } = episode;
  const told: ToldEpisode = { href, title, show, audio, duration, wordStartsUrl };
  // No text in the JSON may end the script element.
  const json = JSON.stringify(told).replaceAll("<", "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON, in an element that is not run
  return <script type="application/json" {...{ [TOLD]: "" }} dangerouslySetInnerHTML={{ __html: json }} />;
}
