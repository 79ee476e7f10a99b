import type { Endpoint } from "@/server/doors/api/endpoint";
import { aboutEndpoints } from "./about";
import { claimEndpoints } from "./claims";
import { contributionEndpoints } from "./contributions";
import { documentEndpoints } from "./documents";
import { editEndpoints } from "./edits";
import { episodeEndpoints } from "./episodes";
import { reviewEndpoints } from "./reviews";
import { searchEndpoints } from "./search";
import { segmentEndpoints } from "./segments";
import { showEndpoints } from "./shows";
import { surveyEndpoints } from "./surveys";

/** All endpoints of the API, in the order in which they are described. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...aboutEndpoints,
  ...showEndpoints,
  ...episodeEndpoints,
  ...editEndpoints,
  ...documentEndpoints,
  ...segmentEndpoints,
  ...searchEndpoints,
  ...contributionEndpoints,
  ...reviewEndpoints,
  ...claimEndpoints,
  ...surveyEndpoints,
];
