import styles from "./queue.module.css";

/** An action on the server that decides, and leads back to the queue. */
export type Decide = (data: FormData) => Promise<void>;

/** The ways on in the queue: addresses to go to, and what a form says of where it leads back. */
export interface Moves {
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** Where one goes once this is decided, and this itself. */
  readonly back: string;
  readonly here: string;
}

interface Props {
  readonly action: Decide;
  readonly id: number;
  readonly decision: string;
  readonly moves: Moves;
  readonly children: React.ReactNode;
}

/** One way to decide: a form that works without scripts. */
export function DecideForm({ action, id, decision, moves, children }: Props) {
  const { back, here } = moves;
  return (
    <form action={action}>
      {Object.entries({ id, decision, back, here }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

interface WithReasonProps extends Omit<Props, "children"> {
  /** The key that opens it. */
  readonly press: string | undefined;
  readonly name: string;
  readonly ask: string;
}

/** A no, which gives its reason: opened by its key, and sent with words. */
export function DecideWithReason({ press, name, ask, ...form }: WithReasonProps) {
  return (
    <details name="decide">
      <summary data-key={press}>
        {name} {press ? <kbd>{press}</kbd> : null}
      </summary>
      <DecideForm {...form}>
        <label>
          {ask}
          <textarea name="reason" rows={2} maxLength={2000} required />
        </label>
        <button type="submit" className={styles.quiet}>
          {name}
        </button>
      </DecideForm>
    </details>
  );
}
