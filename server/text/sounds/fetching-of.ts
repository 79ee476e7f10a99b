import type { Environment } from "@/lib/read-environment";
import type { Fetching } from "./fetch-audio";
import { SoundFolder } from "./sound-folder";

/** How audio is fetched, by the site's settings. */
export const fetchingOf = ({ sounds, fetchInternal, siteUrl }: Environment): Fetching => ({
  folder: new SoundFolder(sounds),
  reach: { allowInternal: fetchInternal },
  siteUrl,
});
