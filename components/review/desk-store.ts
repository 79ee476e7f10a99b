import { readStored, store } from "@/lib/browser-storage";
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

/** What the desk says, and whether signing in helps. */
export interface DeskMessage {
  readonly text: string;
  readonly alert: boolean;
  readonly signIn?: boolean;
}

/** The state of a desk. */
export interface Desk {
  readonly entries: readonly QueueEntry[];
  readonly current: number | null;
  /** Null while it loads, and where nothing needs a decision. */
  readonly item: ReviewItem | null;
  readonly message: DeskMessage | null;
  /** Decisions that can be undone, the newest last. */
  readonly done: readonly QueueEntry[];
  /** The ids of ticked contributions that conflict with each other. */
  readonly conflicting: readonly number[];
}

const SIGNED_OUT: DeskMessage = { text: texts.signedOut, alert: true, signIn: true };
const HEADERS = { Accept: "application/json" };
const UNREACHED: DecisionOutcome = {
  ok: false,
  code: "unreached",
  said: texts.unreached,
};

/**
 * Milliseconds that a contribution has to be in sight before it is decided. A key that is held down, or pressed twice, decides
 * nothing that nobody saw.
 */
const SEEN_AFTER = 300;

/** Where a decision is kept that was made after the session had ended. The tab has it until somebody has signed in. */
const UNSENT = "onrecord.decision";

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

  /** Since when the item in the middle is in sight, in milliseconds since the page began. */
  #shownAt = drawnAt();
  /** What was in sight long enough to be decided: `id:version`. */
  readonly #seen = new Set<string>();

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
    if (change.item !== undefined && change.item !== this.#desk.item) {
      this.#noteSeen();
      this.#shownAt = performance.now();
    }
    this.#desk = { ...this.#desk, ...change };
    for (const listener of this.#listeners) listener();
  }

  #noteSeen(): void {
    const { item } = this.#desk;
    if (item && performance.now() - this.#shownAt >= SEEN_AFTER) this.#seen.add(`${item.id}:${item.version}`);
  }

  /** Whether a version, as `id:version`, was in sight long enough to be decided. */
  #hasSeen(pick: string): boolean {
    this.#noteSeen();
    return this.#seen.has(pick);
  }

  /** Fetches the next contributions. */
  fetchAhead(): void {
    const at = this.#desk.entries.findIndex(({ id }) => id === this.#desk.current);
    for (const { id } of this.#desk.entries.slice(at + 1, at + 1 + AHEAD)) void this.#fetch(id);
  }

  /** A contribution; null where it needs no decision or cannot be fetched, undefined where nobody is signed in. */
  async #fetch(id: number, anew = false): Promise<ReviewItem | null | undefined> {
    const kept = this.#items.get(id);
    if (kept && !anew) return kept;
    const response = await fetch(`/review/items/${id}`, { headers: HEADERS }).catch(() => null);
    if (response?.status === 401) return undefined;
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
    else if (item === undefined) this.#set({ message: SIGNED_OUT });
    // It leaves the list: nothing waits there any more.
    else
      this.#set({
        entries: this.#desk.entries.filter((entry) => entry.id !== id),
        current: null,
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

  /** Sends the decision that was made before the session ended, once its contribution is here again. */
  async sendUnsent(): Promise<void> {
    const kept = readStored(UNSENT, "sessionStorage");
    if (kept === null) return;
    store(UNSENT, null, "sessionStorage");
    const form = new FormData();
    for (const [name, value] of JSON.parse(kept) as [string, string][]) form.append(name, value);
    // It names the version that was seen: another one is refused.
    if (Number(form.get("id")) === this.#desk.current) await this.#decide(form);
  }

  /**
   * Sends a decision, and moves on before the answer arrives. Does nothing where the contribution has been in sight for less
   * than SEEN_AFTER.
   */
  async decide(form: FormData): Promise<void> {
    const { item } = this.#desk;
    if (!item) return;
    if (!this.#hasSeen(`${item.id}:${item.version}`))
      return this.#set({ message: { text: texts.tooSoon, alert: true } });
    await this.#decide(form);
  }

  async #decide(form: FormData): Promise<void> {
    const { entries, current, item } = this.#desk;
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
    const isSignedOut = outcome.code === "signed-out";
    const message = isSignedOut ? SIGNED_OUT : { text: outcome.said ?? texts.refused, alert: true };
    this.#set({ done, message });
    // A decided contribution stays away; any other returns in its present state.
    if (outcome.code === "decided" || outcome.code === "no-contribution" || !entry || current === null)
      return;
    this.#set({ entries: insert(this.#desk.entries, entry, at) });
    if (isSignedOut) {
      // Of several decisions the first is kept: the others were made of what came after it.
      if (readStored(UNSENT, "sessionStorage") === null)
        store(
          UNSENT,
          JSON.stringify([...form].filter(([, value]) => typeof value === "string")),
          "sessionStorage",
        );
      this.#set({ current, item });
      return;
    }
    this.#items.delete(current);
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
    const message = { text: outcome.said ?? "", alert: !outcome.ok, signIn: outcome.code === "signed-out" };
    this.#set({ message });
    if (!outcome.ok) return;
    this.#items.delete(entry.id);
    this.#set({ entries: insert(this.#desk.entries, entry, 0) });
    this.choose(entry.id);
  }

  /** Accepts the ticked contributions together, each of which has to have been in sight; or rejects them together. */
  async decideSeveral(form: FormData): Promise<void> {
    const rejects = form.getAll("decision").at(-1) === "reject_several";
    const unseen = rejects ? [] : form.getAll("pick").filter((pick) => !this.#hasSeen(String(pick)));
    const [first] = unseen;
    if (first !== undefined) {
      this.choose(Number(String(first).split(":")[0]));
      return this.#set({ message: { text: texts.unseen(unseen.length), alert: true } });
    }
    const outcome = await this.#send(form);
    const ids = outcome.ids ?? [];
    const message = { text: outcome.said ?? "", alert: !outcome.ok, signIn: outcome.code === "signed-out" };
    this.#set({ message, conflicting: [] });
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

/** When the page was drawn that came with its first item; now, where it was drawn by scripts. */
function drawnAt(): number {
  const [loaded] = performance.getEntriesByType("navigation");
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  const isLoaded = loaded !== undefined && loaded.name === globalThis.location?.href;
  return isLoaded && paint ? paint.startTime : performance.now();
}

const insert = (entries: readonly QueueEntry[], entry: QueueEntry, at: number) => {
  const without = entries.filter(({ id }) => id !== entry.id);
  return [...without.slice(0, Math.max(0, at)), entry, ...without.slice(Math.max(0, at))];
};
