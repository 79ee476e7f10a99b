import type { Reader } from "@/server/db";
import type { Made } from "@/server/text/pages/kept";
import { describeEmbed } from "./describe-embed";

/** An episode's oEmbed description, as it is served; none where the address is not that of an episode here. */
export async function makeEmbedDescription(
  db: Reader,
  wanted: Parameters<typeof describeEmbed>[1],
): Promise<Made | null> {
  const embed = await describeEmbed(db, wanted);
  if (!embed) return null;
  return {
    body: Buffer.from(JSON.stringify(embed)),
    headers: {
      "access-control-allow-origin": "*",
      "cache-control": `public, max-age=${embed.cache_age}`,
      "content-type": "application/json",
    },
  };
}
