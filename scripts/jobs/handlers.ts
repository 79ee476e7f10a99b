import { type Environment, readEnvironment } from "../../lib/read-environment";
import { handleImportRepository } from "../../server/doors/clones/import-repository-job";
import { handleRefreshRepository } from "../../server/doors/clones/refresh-repository-job";
import { handleImportFeed } from "../../server/doors/feeds/import-feed-job";
import { handleRefreshFeed } from "../../server/doors/feeds/refresh-feed-job";
import { handleSendDigest, handleSendMails } from "../../server/doors/mail/send-mails-job";
import { handleSyncMirror } from "../../server/doors/mirrors/sync-mirror-job";
import { handleLookForProof } from "../../server/doors/proofs/look-for-proof-job";
import { handleRefreshSearch } from "../../server/doors/search/refresh-search-job";
import {
  handleDeliverWebhook,
  handleForgetDeliveries,
} from "../../server/doors/webhooks/deliver-webhook-job";
import { handleForgetProgress } from "../../server/jobs/forget-progress";
import type { Handler } from "../../server/jobs/handle-job";
import { handleAlign, handleAlignEdit, handlePlanAlignments } from "../../server/text/alignment/align-job";
import { handleCleanUploads } from "../../server/text/uploads/clean-uploads-job";
import { handleFetchPictures } from "../../server/text/uploads/fetch-pictures-job";
import { handleMeasureWaveform } from "../../server/text/waveforms/measure-waveform-job";
import { handleReparse } from "../../server/work/contributions/reparse-job";
import { handleDraft } from "../../server/work/drafts/draft-job";
import { handleInstallDemonstration } from "./install-demonstration";

/** All jobs of the platform, each handed in by its room. A new one gets a line here. */
export const handlers = (environment: Environment): Handler[] => [
  handleRefreshSearch(),
  handleMeasureWaveform(environment),
  handleDeliverWebhook(environment),
  handleForgetDeliveries(),
  handleSyncMirror(environment),
  handleSendMails(environment),
  handleSendDigest(environment),
  handleForgetProgress(),
  handleReparse(),
  handleImportFeed(environment),
  handleImportRepository(environment),
  handleLookForProof(environment),
  handleRefreshFeed(environment),
  handleRefreshRepository(environment),
  handleFetchPictures(environment),
  handleCleanUploads(environment),
  handlePlanAlignments(environment),
  handleAlign(environment),
  handleAlignEdit(environment),
  handleDraft(environment),
  handleInstallDemonstration(),
];

/** Their definitions, from which the database gets its queues. */
export const allJobs = () => handlers(readEnvironment({})).map(({ job }) => job);
