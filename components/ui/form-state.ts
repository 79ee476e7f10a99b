/**
 * What a form gives back, the same for every form: nothing yet; what came of it; or why it was refused, in a sentence for
 * people, with what was typed, so that they can go on from there.
 */
export type FormState<Sent, Typed = Readonly<Record<string, string>>> =
  | { readonly status: "idle" }
  | { readonly status: "sent"; readonly sent: Sent }
  | Refused<Typed>;

/** Why a form was refused. */
export interface Refused<Typed = Readonly<Record<string, string>>> {
  readonly status: "refused";
  /** The reason by its name, where a form does more than show the sentence. */
  readonly reason: string;
  readonly sentence: string;
  readonly typed?: Typed;
}

/** Sends a form. It can be a form's action, so that the form works without scripts. */
export type SendForm<Sent, Typed = Readonly<Record<string, string>>> = (
  before: FormState<Sent, Typed>,
  form: FormData,
) => Promise<FormState<Sent, Typed>>;

/** Before anything was sent. */
export const IDLE = { status: "idle" } as const;

/** What was typed into a form that was refused; none else. */
export function typedIn<Typed>(state: FormState<unknown, Typed>): Typed | undefined {
  return state.status === "refused" ? state.typed : undefined;
}

/** Why a form was refused, in a sentence; none where it was not. */
export function problemOf(state: FormState<unknown, unknown>): string | undefined {
  return state.status === "refused" ? state.sentence : undefined;
}
