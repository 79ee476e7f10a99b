import { PIECE } from "@/lib/page-contract";

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
