import { desk as texts } from "@/lib/texts/en/review";
import type { QueueEntry } from "@/server/work/contributions/list-queue";
import type { ReviewItem } from "@/server/work/contributions/read-review-item";

/** The server's answer to a decision. */
export interface DecisionOutcome {
  readonly ok: boolean;
  readonly code: string;
  readonly said: string | null;
  readonly version?: number;
  readonly ids?: readonly number[];
}

/** The state of a desk. */
export interface Desk {
  readonly entries: readonly QueueEntry[];
  readonly current: number | null;
  /** Null while it loads, and where nothing needs a decision. */
  readonly item: ReviewItem | null;
  readonly message: { readonly text: string; readonly alert: boolean } | null;
  /** Decisions that can be undone, the newest last. */
  readonly done: readonly QueueEntry[];
  /** The ids of ticked contributions that conflict with each other. */
  readonly conflicting: readonly number[];
}

const HEADERS = { Accept: "application/json" };
const UNREACHED: DecisionOutcome = {
  ok: false,
  code: "unreached",
  said: texts.unreached,
};

/** How many contributions to fetch ahead, so that the next one is there at once. */
const AHEAD = 2;

/**
 * A reviewer's desk: the queue, the contribution under review, and the next ones fetched ahead. After a decision the
 * desk moves on at once. If the server refuses it, the contribution returns with the reason.
 */
export class DeskStore {
  #desk: Desk;
  readonly #items = new Map<number, ReviewItem>();
  readonly #listeners = new Set<() => void>();
  /** Decisions reach the server in order, so an undo never arrives before its decision. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(start: Desk) {
    this.#desk = start;
    if (start.item) this.#items.set(start.item.id, start.item);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly desk = (): Desk => this.#desk;

  #set(change: Partial<Desk>): void {
    this.#desk = { ...this.#desk, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Fetches the next contributions. */
  fetchAhead(): void {
    const at = this.#desk.entries.findIndex(({ id }) => id === this.#desk.current);
    for (const { id } of this.#desk.entries.slice(at + 1, at + 1 + AHEAD)) void this.#fetch(id);
  }

  async #fetch(id: number, anew = false): Promise<ReviewItem | null> {
    const kept = this.#items.get(id);
    if (kept && !anew) return kept;
    const response = await fetch(`/review/items/${id}`, { headers: HEADERS }).catch(() => null);
    if (!response?.ok) return null;
    const item = (await response.json()) as ReviewItem;
    this.#items.set(id, item);
    return item;
  }

  /** Shows a contribution in the middle; null shows none. */
  choose(id: number | null): void {
    const item = id === null ? null : (this.#items.get(id) ?? null);
    this.#set({ current: id, item });
    if (id === null) return;
    // Hold it for this reviewer, without waiting for the answer.
    void fetch(`/review/items/${id}`, { method: "POST" }).catch(() => {});
    if (item) this.fetchAhead();
    else void this.#arrive(id);
  }

  async #arrive(id: number, anew = false): Promise<void> {
    const item = await this.#fetch(id, anew);
    if (this.#desk.current !== id) return;
    if (item) this.#set({ item });
    else
      this.#set({
        message: { text: texts.gone, alert: true },
      });
    this.fetchAhead();
  }

  /** Shows the next or previous contribution; false where there is none. */
  step(by: 1 | -1): boolean {
    const { entries, current } = this.#desk;
    const at = entries.findIndex(({ id }) => id === current);
    const next = entries[at + by];
    if (next) this.choose(next.id);
    return next !== undefined;
  }

  /** Sends a decision, and moves on before the answer arrives. */
  async decide(form: FormData): Promise<void> {
    const { entries, current } = this.#desk;
    const at = entries.findIndex(({ id }) => id === current);
    const entry = entries[at];
    const rest = entries.filter(({ id }) => id !== current);
    this.#set({ entries: rest, message: null, done: entry ? [...this.#desk.done, entry] : this.#desk.done });
    this.choose((rest[at] ?? rest[at - 1])?.id ?? null);
    const outcome = await this.#send(form);
    if (outcome.ok) {
      if (current !== null) this.#items.delete(current);
      this.#set({ message: { text: texts.outcome(entry?.summary, outcome.said), alert: false } });
      return;
    }
    const done = this.#desk.done.filter((one) => one !== entry);
    this.#set({
      done,
      message: { text: outcome.said ?? texts.refused, alert: true },
    });
    // A decided contribution stays away; any other returns in its present state.
    if (outcome.code === "decided" || outcome.code === "no-contribution" || !entry || current === null)
      return;
    this.#items.delete(current);
    this.#set({ entries: insert(this.#desk.entries, entry, at) });
    this.#set({ current, item: null });
    await this.#arrive(current, true);
  }

  /** Undoes the last decision and shows its contribution again. */
  async undo(): Promise<void> {
    const entry = this.#desk.done.at(-1);
    if (!entry) return;
    this.#set({ done: this.#desk.done.slice(0, -1), message: null });
    const form = new FormData();
    form.set("decision", "reopen");
    form.set("id", String(entry.id));
    const outcome = await this.#send(form);
    this.#set({ message: { text: outcome.said ?? "", alert: !outcome.ok } });
    if (!outcome.ok) return;
    this.#items.delete(entry.id);
    this.#set({ entries: insert(this.#desk.entries, entry, 0) });
    this.choose(entry.id);
  }

  /** Accepts the ticked contributions together. */
  async acceptSeveral(form: FormData): Promise<void> {
    const outcome = await this.#send(form);
    const ids = outcome.ids ?? [];
    this.#set({ message: { text: outcome.said ?? "", alert: !outcome.ok }, conflicting: [] });
    if (outcome.code === "conflicting") return this.#set({ conflicting: ids });
    const gone = new Set(ids);
    const done = this.#desk.entries.filter(({ id }) => gone.has(id));
    const entries = this.#desk.entries.filter(({ id }) => !gone.has(id));
    this.#set({ entries, done: [...this.#desk.done, ...done] });
    if (this.#desk.current !== null && gone.has(this.#desk.current)) this.choose(entries[0]?.id ?? null);
  }

  #send(form: FormData): Promise<DecisionOutcome> {
    const sent = this.#last.then(async (): Promise<DecisionOutcome> => {
      const response = await fetch("/review/decide", { method: "POST", body: form, headers: HEADERS }).catch(
        () => null,
      );
      if (!response) return UNREACHED;
      return (await response.json().catch(() => UNREACHED)) as DecisionOutcome;
    });
    this.#last = sent;
    return sent;
  }
}

const insert = (entries: readonly QueueEntry[], entry: QueueEntry, at: number) => {
  const without = entries.filter(({ id }) => id !== entry.id);
  return [...without.slice(0, Math.max(0, at)), entry, ...without.slice(Math.max(0, at))];
};
