import { z } from "zod";
import { defineJob } from "../../../server/jobs/define-job";

/** The job of these tests: it has some text to work on, and fails soon where it fails. */
export const countJob = defineJob({
  name: "count",
  data: z.object({ what: z.string() }),
  atOnce: 4,
  retries: { most: 2, first: 1, longest: 2 },
});
