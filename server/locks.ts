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
} as const;
