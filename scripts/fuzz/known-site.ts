import type { Form } from "./read-forms";

/** What is on a site before it is fuzzed: what cases are made of that reach further than its doors. */
export interface KnownSite {
  /** Names of people, by what they may do; a request is sent as one of them. */
  readonly people: Readonly<Record<"contributor" | "reviewer" | "anybody", readonly string[]>>;
  readonly texts: readonly { readonly document: string; readonly base: number; readonly text: string }[];
  /** Forms with the page that has them, and who sees it there; a person's name, or null of nobody. */
  readonly forms: readonly (Form & {
    readonly page: string;
    readonly nth: number;
    readonly as: string | null;
  })[];
  /** The names of server actions. */
  readonly actions: readonly string[];
  /** The body of a push, as git sends it. */
  readonly push: Buffer;
}
