import { PIECE } from "@/lib/page-contract";

// Pieces that this tab holds but does not show: those of the first page until React has taken it over, those fetched
// for the next page, and those of the pages that were left last.

/** As many pages as people go back and forth between. A piece is as large as its page. */
const MOST = 4;

const held = new Map<string, DocumentFragment>();
const ready = new Map<string, Promise<void>>();

// If React discards the server's HTML (an extension changed it) and draws the page again, the pieces are not lost.
const sent = new Map<string, Element>();
if (typeof document !== "undefined")
  for (const element of document.querySelectorAll(`[${PIECE}]`))
    if (element.firstElementChild) sent.set(element.getAttribute(PIECE) ?? "", element);

/**
 * Resolves when a piece can be put into the page. Fetches it by its name, which is its address, unless it is here.
 * Until it is in its place, every call returns the same promise, because React draws again what has waited.
 */
export function pieceReady(name: string): Promise<void> {
  const known = ready.get(name);
  if (known) return known;
  const isHere = held.has(name) || sent.has(name);
  const promise = isHere ? Object.assign(Promise.resolve(), HERE) : fetched(name);
  ready.set(name, promise);
  promise.catch(() => ready.delete(name));
  return promise;
}

/** Marks a resolved promise as React does, so that React does not wait for it. */
const HERE = { status: "fulfilled", value: undefined } as const;

async function fetched(name: string): Promise<void> {
  const response = await fetch(name);
  if (!response.ok) throw new Error(`${name} answers with ${response.status}`);
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  hold(name, template.content);
}

/** Puts a piece into its place, unless it is there already. */
export function putPiece(name: string, place: Element): void {
  const before = sent.get(name);
  sent.delete(name);
  ready.delete(name);
  if (place.firstElementChild) return;
  const content = held.get(name);
  held.delete(name);
  if (content) place.replaceChildren(content);
  else if (before && before !== place) place.replaceChildren(...before.childNodes);
  // Sent by a server that puts nothing together.
  else pieceReady(name).then(() => place.isConnected && putPiece(name, place), console.error);
}

/** Keeps what a place holds, for a return to the page. */
export function leavePiece(name: string, place: Element): void {
  const content = document.createDocumentFragment();
  content.append(...place.childNodes);
  hold(name, content);
}

function hold(name: string, content: DocumentFragment): void {
  held.delete(name);
  held.set(name, content);
  for (const oldest of [...held.keys()].slice(0, -MOST)) {
    held.delete(oldest);
    ready.delete(oldest);
  }
}
