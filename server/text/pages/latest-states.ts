import { LRUCache } from "lru-cache";
import type { Database, Question } from "@/server/db";
import { type Ask, askTogether } from "./ask-together";
import { findStates } from "./find-states";
import { type Scope, scopeName } from "./scope-name";

/** Scopes whose state is remembered until the next change; anybody can ask for ones that are not there. */
const MOST_SCOPES = 20_000;

/** Questions on their way at once: whoever comes just after one was asked need not wait for its answer. */
const AT_ONCE = 2;

/**
 * Tells the state of scopes as it is in the database when one asks. Whoever asks while a question is on its way is
 * answered by the next one, which is asked after all of them (`askTogether`): no answer is older than its question.
 *
 * The question is for the site's state. Every change raises it, so where it is as it was, so is the state of every
 * scope that was read in the same snapshot as it. Only after a change are scopes asked for by name.
 */
export class LatestStates {
  readonly #db: Database;
  readonly #question: Question<{ readonly state: string }>;
  /** Asks for the state of a scope; none where it is not there. For each answer of the site, hence without a promise. */
  readonly ask: Ask<Scope, string | undefined>;
  #site = "";
  /** By scope, as of the site's state above; an empty one where there is no such scope. */
  readonly #known = new LRUCache<string, string>({ max: MOST_SCOPES });

  /** @param question `SITE_STATE` */
  constructor(db: Database, question: Question<{ readonly state: string }>) {
    this.#db = db;
    this.#question = question;
    this.ask = askTogether((scopes: readonly Scope[]) => this.#find(scopes), AT_ONCE);
  }

  /** The state of a scope; none where it is not there. */
  get(scope: Scope): Promise<string | undefined> {
    return new Promise((done, fail) => this.ask(scope, done, fail));
  }

  async #find(scopes: readonly Scope[]): Promise<(string | undefined)[]> {
    const names = scopes.map(scopeName);
    const areKnown = () => names.every((name) => this.#known.has(name));
    if (areKnown()) {
      const [site] = await this.#question.ask();
      // Meanwhile another question may have been answered, and have found a change.
      if (site?.state === this.#site && areKnown())
        return names.map((name) => this.#known.get(name) || undefined);
    }
    // Each is asked for once, however many ask.
    const wanted = new Map(names.map((name, index) => [name, scopes[index] as Scope]));
    const states = await findStates(this.#db, [...wanted.values()]);
    const site = states.get("site") ?? "";
    if (site !== this.#site) this.#known.clear();
    this.#site = site;
    for (const name of wanted.keys()) this.#known.set(name, states.get(name) ?? "");
    return names.map((name) => states.get(name));
  }
}
