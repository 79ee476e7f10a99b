import { seed } from "../../prisma/seed";
import { type Handler, handleJob } from "../../server/jobs/handle-job";
import { installDemonstrationJob } from "../../server/work/site/ask-for-demonstration";

/** Loads the demonstration, from files that no room of the server reaches. Its people sign in only where ONRECORD_DEMO lets them. */
export const handleInstallDemonstration = (): Handler =>
  handleJob(installDemonstrationJob, async (_, { db }) => seed(db));
