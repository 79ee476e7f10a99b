import pg from "pg";

/** A column of a statement's result, as PostgreSQL describes it. */
export interface Column {
  readonly name: string;
  /** PostgreSQL's name of the type: `int4`, `text`, `_text` for an array; `enum` for any enumeration. */
  readonly type: string;
  /** The labels of an enumeration. */
  readonly labels: readonly string[];
  /** Whether a row can have null there; undefined where PostgreSQL does not say, as for most expressions. */
  readonly nullable: boolean | undefined;
}

interface Field {
  readonly name: string;
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeID: number;
}

interface Plan {
  readonly Output?: readonly string[];
  readonly "Join Type"?: string;
  readonly "Parent Relationship"?: string;
  readonly Plans?: readonly Plan[];
}

/** The part of pg's connection that speaks the protocol. */
interface Wire {
  parse(query: { text: string; name: string; types: number[] }): void;
  describe(message: { type: "S"; name: string }): void;
  sync(): void;
}

/** Asks for a statement's description, without running it. pg calls its methods as it does those of its own queries. */
class Description {
  readonly fields: Promise<Field[]>;
  // pg looks for it to say that an answer is there.
  callback: (() => void) | undefined;
  #found: Field[] = [];
  #problem: Error | undefined;
  #done: (fields: Field[]) => void = () => {};
  #fail: (error: Error) => void = () => {};

  constructor(readonly text: string) {
    this.fields = new Promise((done, fail) => {
      this.#done = done;
      this.#fail = fail;
    });
  }

  submit(wire: Wire): void {
    wire.parse({ text: this.text, name: "", types: [] });
    wire.describe({ type: "S", name: "" });
    wire.sync();
  }

  handleRowDescription({ fields }: { fields: Field[] }): void {
    this.#found = fields;
  }

  handleError(error: Error): void {
    this.#problem = error;
    this.#fail(error);
  }

  handleReadyForQuery(): void {
    if (!this.#problem) this.#done(this.#found);
  }
}

/** Describes statements on a database, without running any of them. */
export class Describer {
  readonly #client: pg.Client;
  #types = new Map<number, { type: string; labels: string[] }>();
  /** Columns by `table.column`, with their names and whether the table lets them be null. */
  #columns = new Map<string, { name: string; required: boolean }>();

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(url: string): Promise<Describer> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const describer = new Describer(client);
    const types = await client.query<{ oid: number; name: string; kind: string; labels: string[] }>(`
      SELECT t.oid::int AS oid, t.typname AS name, t.typtype AS kind,
             coalesce(array_agg(e.enumlabel::text) FILTER (WHERE e.enumlabel IS NOT NULL), '{}') AS labels
      FROM pg_type AS t LEFT JOIN pg_enum AS e ON e.enumtypid = t.oid GROUP BY t.oid`);
    for (const { oid, name, kind, labels } of types.rows)
      describer.#types.set(oid, { type: kind === "e" ? "enum" : name, labels });
    const columns = await client.query<{ place: string; name: string; required: boolean }>(`
      SELECT attrelid::int || '.' || attnum AS place, attname AS name, attnotnull AS required
      FROM pg_attribute WHERE attnum > 0`);
    describer.#columns = new Map(columns.rows.map(({ place, ...column }) => [place, column]));
    return describer;
  }

  /** The labels of every enumeration of the database. */
  get enumerations(): readonly (readonly string[])[] {
    return [...this.#types.values()].filter(({ type }) => type === "enum").map(({ labels }) => labels);
  }

  close(): Promise<void> {
    return this.#client.end();
  }

  /**
   * The columns of a statement's result; none for one without.
   *
   * @throws DatabaseError where PostgreSQL cannot read the statement
   */
  async describe(text: string): Promise<Column[]> {
    const fields = await this.#fields(text);
    const optional = fields.length > 0 ? await this.#optional(text) : new Set<number>();
    return fields.map(({ name, tableID, columnID, dataTypeID }, index) => {
      const { type, labels } = this.#types.get(dataTypeID) ?? { type: `oid ${dataTypeID}`, labels: [] };
      const column = this.#columns.get(`${tableID}.${columnID}`);
      const nullable =
        column && (!column.required || optional.has(index)) && !leavesOutNull(column.name, text);
      return { name, type, labels, nullable };
    });
  }

  #fields(text: string): Promise<Field[]> {
    const description = new Description(text);
    this.#client.query(description as unknown as pg.Submittable);
    return description.fields;
  }

  /** The columns that an outer join can leave empty, by their place: what the plan says of a statement. */
  async #optional(text: string): Promise<Set<number>> {
    const explained = await this.#client
      .query<{ "QUERY PLAN": [{ Plan: Plan }] }>(`EXPLAIN (VERBOSE, GENERIC_PLAN, FORMAT JSON) ${text}`)
      .catch(() => null);
    const root = explained?.rows[0]?.["QUERY PLAN"][0].Plan;
    if (!root) return new Set();
    const empty = new Set<string>();
    leftEmpty(root, empty);
    return new Set((root.Output ?? []).flatMap((output, index) => (empty.has(output) ? [index] : [])));
  }
}

/** Whether the statement itself leaves out rows in which the column is null. */
const leavesOutNull = (column: string, text: string) => new RegExp(`\\b${column} IS NOT NULL`).test(text);

/** Collects what stands on the side of an outer join that may have no row. */
function leftEmpty(plan: Plan, found: Set<string>): void {
  const join = plan["Join Type"];
  for (const inner of plan.Plans ?? []) {
    const side = inner["Parent Relationship"];
    const mayMiss =
      join === "Full" || (join === "Left" && side === "Inner") || (join === "Right" && side === "Outer");
    if (mayMiss) for (const output of inner.Output ?? []) found.add(output);
    leftEmpty(inner, found);
  }
}
