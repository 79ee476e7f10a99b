/** A table that an export holds, one row per line as PostgreSQL's JSON. */
export interface ArchivedTable {
  readonly name: string;
  /** SQL condition: the rows of show `$1`. */
  readonly ofShow: string;
  readonly order: string;
  /** SQL condition: the rows that are exported at all, if not every row. */
  readonly only?: string;
  /** Columns that name accounts, which are left out. */
  readonly without?: readonly string[];
  /** Columns that an export calls otherwise, each with its name there: what a column is called is no part of the format. */
  readonly archivedAs?: Readonly<Record<string, string>>;
  /** Its column with numbers of a sequence, where it has one. */
  readonly sequence: boolean;
}

const EPISODES = "SELECT id FROM episodes WHERE show_id = $1";

/**
 * The public tables of a platform besides its log: no accounts, no e-mail addresses, nothing derived. Rows
 * come after the rows that they refer to.
 */
export const TABLES: readonly ArchivedTable[] = [
  { name: "shows", ofShow: "id = $1", order: "id", sequence: true },
  {
    name: "people",
    ofShow: `id IN (SELECT person_id FROM credits WHERE show_id = $1 OR episode_id IN (${EPISODES}))`,
    order: "id",
    sequence: true,
  },
  { name: "episodes", ofShow: "show_id = $1", order: "id", sequence: true },
  { name: "chapters", ofShow: `episode_id IN (${EPISODES})`, order: "episode_id, position", sequence: false },
  // The surveys belong to all shows and take a few megabytes, so the export of one show includes them all.
  ...["surveys", "waves", "questions", "categories", "statistics"].map((name) => ({
    ...{ name, ofShow: "$1 > 0", order: "id", sequence: true },
  })),
  { name: "statistic_versions", ofShow: "$1 > 0", order: "statistic_id, number", sequence: false },
  { name: "credits", ofShow: `show_id = $1 OR episode_id IN (${EPISODES})`, order: "id", sequence: true },
];

/** Documents are created with their first revision, so they are restored apart from the other tables. */
export const DOCUMENTS: ArchivedTable = {
  name: "documents",
  ofShow: `episode_id IN (${EPISODES})`,
  order: "id",
  sequence: true,
};

/** A row that somebody proposed and somebody decided, as exports have had it since their first version. */
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
    ofShow: `episode_id IN (${EPISODES})`,
    only: `id IN (${CLAIMS})`,
    order: "id",
    without: ["proposer_id", "decider_id"],
    archivedAs: DECIDED_AS,
    sequence: true,
  },
  {
    name: "claim_anchors",
    ofShow: `claim_id IN (SELECT id FROM claims WHERE episode_id IN (${EPISODES}))`,
    only: `claim_id IN (${CLAIMS})`,
    order: "id",
    sequence: true,
  },
  {
    name: "evidence",
    ofShow: `claim_id IN (SELECT id FROM claims WHERE episode_id IN (${EPISODES}))`,
    only: `claim_id IN (${CLAIMS}) AND status IN ('accepted', 'replaced')`,
    order: "id",
    without: ["proposer_id", "decider_id"],
    archivedAs: DECIDED_AS,
    sequence: true,
  },
];

/** The version of the export's format. */
export const ARCHIVE_VERSION = 1;
