/**
 * The keys of the advisory locks in PostgreSQL that the platform takes; kept in one place, because they are one
 * space of numbers for the whole database.
 */
export const LOCKS = {
  /** Held by whoever appends to the log, until the end of the transaction. */
  log: 20_261_123_001n,
  /** Held by the one import that runs. */
  import: 20_261_123_002n,
  /** Held by whoever stores a survey's rows, until the end of the transaction. */
  surveys: 20_261_123_003n,
  /** Held by whoever writes down what the log's entries are as commits, until the end of the transaction. */
  commits: 20_261_124_001n,
  /** The first of two numbers, which PostgreSQL keeps apart from the single ones; the second is a folder's own. */
  repositoryFolder: 20_261_124,
} as const;
