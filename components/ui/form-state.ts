/**
 * The state of every form: not sent yet; sent, with the result; or refused, with a sentence for people and what they
 * typed.
 */
export type FormState<Sent, Typed = Readonly<Record<string, string>>> =
  | { readonly status: "idle" }
  | { readonly status: "sent"; readonly sent: Sent }
  | Refused<Typed>;

/** Why a form was refused. */
export interface Refused<Typed = Readonly<Record<string, string>>> {
  readonly status: "refused";
  /** The reason's code, for forms that do more than show the sentence. */
  readonly reason: string;
  readonly sentence: string;
  readonly typed?: Typed;
}

/** Sends a form. As a form's action it works without scripts. */
export type SendForm<Sent, Typed = Readonly<Record<string, string>>> = (
  before: FormState<Sent, Typed>,
  form: FormData,
) => Promise<FormState<Sent, Typed>>;

/** The state before sending. */
export const IDLE = { status: "idle" } as const;

/** What was typed into a refused form; undefined in any other state. */
export function typedIn<Typed>(state: FormState<unknown, Typed>): Typed | undefined {
  return state.status === "refused" ? state.typed : undefined;
}

/** The sentence of a refusal; undefined in any other state. */
export function problemOf(state: FormState<unknown, unknown>): string | undefined {
  return state.status === "refused" ? state.sentence : undefined;
}
