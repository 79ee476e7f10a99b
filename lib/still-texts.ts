/**
 * HTML on its way from where a page is made to where it is written out, past React's copy: what a server component
 * hands to a client component as a property is sent twice, once as HTML and once more for the browser's React, which
 * makes half of a long episode's page. Both run in one process but from two bundles, so that they meet here.
 */
interface Held {
  readonly html: string;
  /** How many pages in the making have yet to take it. */
  awaited: number;
  forget: ReturnType<typeof setTimeout> | undefined;
}

const REGISTER = Symbol.for("on-record.still-texts");
const shared = globalThis as typeof globalThis & { [REGISTER]?: Map<string, Held> };
shared[REGISTER] ??= new Map();
const texts: Map<string, Held> = shared[REGISTER];

// A page that has begun is written out long before; one that was given up is forgotten then.
const UNTAKEN = 60_000;
// Written out, but React may draw the same element again where another one failed.
const TAKEN = 2_000;

/** Puts HTML where a page in the making will look for it: `lib/hold-still` does so. */
export function register(name: string, html: string): void {
  const held = texts.get(name) ?? { html, awaited: 0, forget: undefined };
  held.awaited += 1;
  texts.set(name, held);
  forgetIn(UNTAKEN, name, held);
}

/**
 * The HTML held under a name.
 *
 * @throws Error where it is not held: a page without its text must not be sent, or kept, as if it were whole
 */
export function takeStill(name: string): string {
  const held = texts.get(name);
  if (!held) throw new Error(`The text ${name} was not held for this page`);
  held.awaited -= 1;
  if (held.awaited <= 0) forgetIn(TAKEN, name, held);
  return held.html;
}

function forgetIn(milliseconds: number, name: string, held: Held): void {
  clearTimeout(held.forget);
  held.forget = setTimeout(() => texts.delete(name), milliseconds);
  // A process that ends does not wait for it.
  held.forget.unref();
}
