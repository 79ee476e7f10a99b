/** The names that a migration changed in an older database; keys are the old names. */
export interface Change {
  /** A table's new name; null if it is gone, or if its rows are derived again. */
  readonly tables?: Readonly<Record<string, string | null>>;
  /** A column's new name, by "table.column"; null if it is gone, or derived in another way. */
  readonly columns?: Readonly<Record<string, string | null>>;
  /** New names of values, by "table.column". */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * The complete list of migrations that renamed or removed something, with what they did. Everything else that
 * a database held must be there after an upgrade, under the same name and with the same value. Each null has
 * a comment that says why nothing is lost.
 */
export const CHANGES: Readonly<Record<string, Change>> = {
  "20261129164000_one_vocabulary": {
    columns: {
      "contributions.form": "channel",
      "contributions.once": "idempotency_key",
      "contributions.sender": "address_hash",
      "contributions.claimant_id": "holder_id",
      "contributions.claimed_until": "held_until",
      "claims.state": "status",
      "claims.proposed_by": "proposer_id",
      "claims.proposed_by_name": "proposer_name",
      "claims.decided_by": "decider_id",
      "claims.decided_by_name": "decider_name",
      "evidence.state": "status",
      "evidence.proposed_by": "proposer_id",
      "evidence.proposed_by_name": "proposer_name",
      "evidence.decided_by": "decider_id",
      "evidence.decided_by_name": "decider_name",
      "survey_proposals.state": "status",
      "survey_proposals.proposed_by": "proposer_id",
      "survey_proposals.proposed_by_name": "proposer_name",
      "survey_proposals.decided_by": "decider_id",
      "survey_proposals.decided_by_name": "decider_name",
      "reports.closed_by": "closer_id",
      "blocks.by_name": "blocker_name",
      "redactions.by_name": "redactor_name",
      "invitations.by_name": "inviter_name",
      "invitations.used_by_id": "guest_id",
    },
  },
};

/** Where a column of an old database is today, and the new names of its values; null if it is gone. */
export interface Place {
  readonly table: string;
  readonly column: string;
  valueNow(value: unknown): unknown;
}

/** Finds a column of a database that had exactly these migrations. */
export function placeOf(
  table: string,
  column: string,
  applied: readonly string[],
  changes: Readonly<Record<string, Change>> = CHANGES,
): Place | null {
  let now: { table: string; column: string } = { table, column };
  const renamings: Readonly<Record<string, string>>[] = [];
  const later = Object.keys(changes).filter((name) => !applied.includes(name));
  for (const name of later.sort()) {
    const { tables = {}, columns = {}, values = {} } = changes[name] ?? {};
    const key = `${now.table}.${now.column}`;
    const nextTable = tables[now.table];
    const nextColumn = columns[key];
    if (nextTable === null || nextColumn === null) return null;
    if (values[key]) renamings.push(values[key]);
    now = { table: nextTable ?? now.table, column: nextColumn ?? now.column };
  }
  const renamed = (value: string) => renamings.reduce((is, each) => each[is] ?? is, value);
  const valueNow = (value: unknown): unknown => {
    if (renamings.length === 0) return value;
    if (Array.isArray(value)) return value.map(valueNow);
    return typeof value === "string" ? renamed(value) : value;
  };
  return { ...now, valueNow };
}
