/** A table that an export holds, one row per line as PostgreSQL's JSON. */
export interface ArchivedTable {
  readonly name: string;
  /**
   * The columns that are exported. A new column is not, until it is named here or in `leftOut`; a test holds that each
   * column is in one of the two.
   */
  readonly columns: readonly string[];
  /** The columns that are not exported: they name accounts, or are derived again. */
  readonly leftOut?: readonly string[];
  /** SQL condition: the rows of show `$1`. */
  readonly ofShow: string;
  readonly order: string;
  /** SQL condition: the rows that are exported at all, if not every row. */
  readonly only?: string;
  /** Columns that an export calls otherwise, each with its name there: what a column is called is no part of the format. */
  readonly archivedAs?: Readonly<Record<string, string>>;
  /** How many rows are read at once, where they are large; by default 500. */
  readonly batch?: number;
  /** Whether exports of earlier versions have no file of it. */
  readonly isNew?: boolean;
  /** Its column with numbers of a sequence, where it has one. */
  readonly sequence: boolean;
}

const EPISODES = "SELECT id FROM episodes WHERE show_id = $1";

/** The surveys belong to all shows and take a few megabytes, so the export of one show includes them all. */
const EVERY = "$1 > 0";

const list = (columns: string) => columns.split(" ");

/**
 * The public tables of a platform besides its log: no accounts, no e-mail addresses, nothing derived. Rows
 * come after the rows that they refer to.
 */
export const TABLES: readonly ArchivedTable[] = [
  {
    name: "shows",
    columns: list(
      "id slug title description licence language file_prefix author artwork_url link feed_url created_at contribute trust_accepted trust_days podcast_guid explicit categories new_feed_url fetched_url trust_sound own_fixes",
    ),
    ofShow: "id = $1",
    order: "id",
    sequence: true,
  },
  {
    name: "people",
    columns: ["id", "name"],
    ofShow: `id IN (SELECT person_id FROM credits WHERE show_id = $1 OR episode_id IN (${EPISODES}))`,
    order: "id",
    sequence: true,
  },
  {
    name: "episodes",
    columns: list(
      "id show_id slug sort_key title description published_at audio_url audio_type audio_bytes duration_seconds guid link season number artwork_url notes_html claims_version created_at explicit alternate_enclosures",
    ),
    ofShow: "show_id = $1",
    order: "id",
    sequence: true,
  },
  {
    name: "chapters",
    columns: list("episode_id position start_seconds title link image_url"),
    ofShow: `episode_id IN (${EPISODES})`,
    order: "episode_id, position",
    sequence: false,
  },
  {
    name: "source_files",
    columns: list(
      "id episode_id url type language kind grain recogniser taken content bytes sha256 fetched_at",
    ),
    ofShow: `episode_id IN (${EPISODES})`,
    order: "id",
    sequence: true,
    batch: 4,
    isNew: true,
  },
  {
    name: "import_problems",
    columns: list("id show_id episode_id via path file line reason of_text found_at"),
    ofShow: "show_id = $1",
    order: "id",
    sequence: true,
    isNew: true,
  },
  {
    name: "feed_follows",
    columns: list("show_id every_minutes is_whole"),
    // When it was fetched and what came of it begins anew elsewhere.
    leftOut: list("etag last_modified sha256 asked_at checked_at changed_at next_at problem failures report"),
    ofShow: "show_id = $1",
    order: "show_id",
    sequence: false,
    isNew: true,
  },
  {
    name: "field_edits",
    columns: list("id show_id episode_id field source editor_name edited_at"),
    leftOut: ["editor_id"],
    ofShow: "show_id = $1",
    order: "id",
    sequence: true,
    isNew: true,
  },
  {
    name: "surveys",
    columns: list("id slug title sponsor conductor population licence created_at"),
    ofShow: EVERY,
    order: "id",
    sequence: true,
  },
  {
    name: "waves",
    columns: list(
      "id survey_id name sort_key field_start field_end mode recruitment sampling weighting sample_size limits merged_into",
    ),
    ofShow: EVERY,
    order: "id",
    sequence: true,
  },
  {
    name: "questions",
    columns: list("id wave_id slug wording response_type position"),
    ofShow: EVERY,
    order: "id",
    sequence: true,
  },
  {
    name: "categories",
    columns: list("id question_id label position merged_into"),
    ofShow: EVERY,
    order: "id",
    sequence: true,
  },
  {
    name: "statistics",
    columns: list("id category_id base kind source version retracted_at retraction_reason"),
    ofShow: EVERY,
    order: "id",
    sequence: true,
  },
  {
    name: "statistic_versions",
    columns: list(
      "statistic_id number base_n qualifier value value_max unit decimals source_type note wording at",
    ),
    ofShow: EVERY,
    order: "statistic_id, number",
    sequence: false,
  },
  {
    name: "credits",
    columns: list("id show_id episode_id person_id position role group image_url href"),
    ofShow: `show_id = $1 OR episode_id IN (${EPISODES})`,
    order: "id",
    sequence: true,
  },
];

/** Documents are created with their first revision, so they are restored apart from the other tables. */
export const DOCUMENTS: ArchivedTable = {
  name: "documents",
  columns: list(
    "id episode_id kind path head words gaps redactions from_feed origin recogniser checked_at checker_name",
  ),
  leftOut: ["parser", "doubts", "times"],
  ofShow: `episode_id IN (${EPISODES})`,
  order: "id",
  sequence: true,
};

/** A row that somebody proposed and somebody decided, as exports have had it since their first version. */
const DECIDED = list("status proposer_name proposed_at decider_name decided_at");
const DECIDERS = ["proposer_id", "decider_id"];
const DECIDED_AS = {
  status: "state",
  proposer_name: "proposed_by_name",
  decider_name: "decided_by_name",
} as const;

const CLAIMS = `SELECT id FROM claims WHERE status IN ('published', 'retired')`;

/**
 * Tables that refer to documents, so they are restored after the log. Proposals that were not accepted are
 * not exported.
 */
export const CLAIM_TABLES: readonly ArchivedTable[] = [
  {
    name: "claims",
    columns: [...list("id episode_id speaker proposition quantity scope base reason looked_at"), ...DECIDED],
    leftOut: DECIDERS,
    ofShow: `episode_id IN (${EPISODES})`,
    only: `id IN (${CLAIMS})`,
    order: "id",
    archivedAs: DECIDED_AS,
    sequence: true,
  },
  {
    name: "claim_anchors",
    columns: list(
      "id claim_id document_id segment_id revision exact prefix suffix first_word last_word seconds lost_at status proposer_name proposed_at",
    ),
    leftOut: ["proposer_id"],
    ofShow: `claim_id IN (SELECT id FROM claims WHERE episode_id IN (${EPISODES}))`,
    only: `claim_id IN (${CLAIMS}) AND status = 'accepted'`,
    order: "id",
    sequence: true,
  },
  {
    name: "evidence",
    columns: [
      ...list(
        "id claim_id statistic_id statistic_version relation outcome reason note decision_reason operation",
      ),
      ...DECIDED,
    ],
    leftOut: DECIDERS,
    ofShow: `claim_id IN (SELECT id FROM claims WHERE episode_id IN (${EPISODES}))`,
    only: `claim_id IN (${CLAIMS}) AND status IN ('accepted', 'replaced')`,
    order: "id",
    archivedAs: DECIDED_AS,
    sequence: true,
  },
  {
    name: "evidence_terms",
    columns: list("evidence_id position statistic_id statistic_version"),
    ofShow: `evidence_id IN (SELECT id FROM evidence WHERE claim_id IN (SELECT id FROM claims WHERE episode_id IN (${EPISODES})))`,
    only: `evidence_id IN (SELECT id FROM evidence WHERE claim_id IN (${CLAIMS}) AND status IN ('accepted', 'replaced'))`,
    order: "evidence_id, position",
    sequence: false,
    isNew: true,
  },
];

/** The version of the export's format. */
export const ARCHIVE_VERSION = 1;
