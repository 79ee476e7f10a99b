/** A table that an export holds row by row, as PostgreSQL's own JSON. */
export interface ArchivedTable {
  readonly name: string;
  /** Which rows belong to show `$1`, in SQL. */
  readonly ofShow: string;
  readonly order: string;
  /** Which rows there are at all, in SQL, where not all. */
  readonly only?: string;
  /** Columns that name accounts, which an export has none of. */
  readonly without?: readonly string[];
  /** Columns that an export calls otherwise, each with its name there: what a column is called is no part of the format. */
  readonly archivedAs?: Readonly<Record<string, string>>;
  /** Its column with numbers of a sequence, where it has one. */
  readonly sequence: boolean;
}

const EPISODES = "SELECT id FROM episodes WHERE show_id = $1";

/**
 * What a platform is besides its log, as far as it is public: no accounts, no addresses of people, nothing that is
 * derived. In the order in which rows need each other.
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
  // A few megabytes of public figures, for all shows alike: so a show takes them all.
  ...["surveys", "waves", "questions", "categories", "statistics"].map((name) => ({
    ...{ name, ofShow: "$1 > 0", order: "id", sequence: true },
  })),
  { name: "statistic_versions", ofShow: "$1 > 0", order: "statistic_id, number", sequence: false },
  { name: "credits", ofShow: `show_id = $1 OR episode_id IN (${EPISODES})`, order: "id", sequence: true },
];

/** Documents come into being with their first revision, and so apart from the others. */
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

/** What rests on documents, and so comes after the log. What was proposed and not accepted is not in it. */
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

/** Of what is in an export: read by the code that reads it back. */
export const ARCHIVE_VERSION = 1;
