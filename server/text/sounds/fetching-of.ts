import type { Environment } from "@/lib/read-environment";
import { openStore } from "@/server/text/uploads/open-store";
import type { Fetching } from "./fetch-audio";
import { SoundFolder } from "./sound-folder";

/** How audio is fetched, by the site's settings. */
export const fetchingOf = (environment: Environment): Fetching => ({
  folder: new SoundFolder(environment.sounds),
  reach: { allowInternal: environment.fetchInternal },
  siteUrl: environment.siteUrl,
  store: openStore(environment),
});
