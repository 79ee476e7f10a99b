/** A table that an export holds row by row, as PostgreSQL's own JSON. */
export interface ArchivedTable {
  readonly name: string;
  /** Which rows belong to show `$1`, in SQL. */
  readonly ofShow: string;
  readonly order: string;
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
  { name: "credits", ofShow: `show_id = $1 OR episode_id IN (${EPISODES})`, order: "id", sequence: true },
];

/** Documents come into being with their first revision, and so apart from the others. */
export const DOCUMENTS: ArchivedTable = {
  name: "documents",
  ofShow: `episode_id IN (${EPISODES})`,
  order: "id",
  sequence: true,
};

/** Of what is in an export: read by the code that reads it back. */
export const ARCHIVE_VERSION = 1;
