import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { TextArea } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";

/** A server action that decides, and leads back to the queue. */
export type Decide = (data: FormData) => Promise<void>;

/** The neighbours in the queue, and where a form leads afterwards. */
export interface Moves {
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** Where the reviewer goes after the decision, and the present address. */
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

/** A form for one decision. It works without scripts. */
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

/** A rejection, which needs a reason. Its key opens the form. */
export function DecideWithReason({ press, name, ask, ...form }: WithReasonProps) {
  return (
    <details name="decide">
      <summary data-key={press} className={buttonClass()}>
        {name} {press ? <Kbd>{press}</Kbd> : null}
      </summary>
      <DecideForm {...form}>
        <TextArea label={ask} name="reason" rows={2} maxLength={2000} required />
        <Button variant="danger">{name}</Button>
      </DecideForm>
    </details>
  );
}
