/**
 * The keys of the platform's advisory locks in PostgreSQL. They are in one place because keys are unique in
 * the whole database.
 */
export const LOCKS = {
  /** Held while appending to the log, until the end of the transaction. */
  log: 20_261_123_001n,
  /** Held by the running import. */
  import: 20_261_123_002n,
  /** Held while storing a survey's rows, until the end of the transaction. */
  surveys: 20_261_123_003n,
  /** Held while storing commits for the log's entries, until the end of the transaction. */
  commits: 20_261_124_001n,
  /** Held by the process that migrates the database. */
  migrations: 20_261_129_001n,
  /**
   * The first of two numbers; PostgreSQL keeps pairs apart from single numbers. The second identifies a
   * folder.
   */
  repositoryFolder: 20_261_124,
  /** The first of two numbers. The second identifies a sender whose requests are counted, until the end of the transaction. */
  sender: 20_261_129,
} as const;
