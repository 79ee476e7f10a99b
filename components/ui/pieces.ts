import { PIECE } from "@/lib/page-contract";

// The pieces that this tab has and shows nowhere: those of the page as it was sent, until React has come to them, those
// that were fetched for a page that is about to come, and those of the pages that were left last.

/** As many as one goes back and forth between; each is as large as its page. */
const MOST = 4;

const held = new Map<string, DocumentFragment>();
const ready = new Map<string, Promise<void>>();

// Where React gives up the page that it was sent (an extension has changed it before React came) and makes all of it
// anew, what its places hold is not lost.
const sent = new Map<string, Element>();
if (typeof document !== "undefined")
  for (const element of document.querySelectorAll(`[${PIECE}]`))
    if (element.firstElementChild) sent.set(element.getAttribute(PIECE) ?? "", element);

/**
 * Kept when a piece can be put into the page; where it is not here it is fetched by its name, which is its address. Asked
 * again before it is put there, it is the same promise: React draws anew what has waited.
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

/** As React marks a promise that is kept: it does not wait for one that was marked before. */
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

/** Keeps what a place holds for when one comes back to it. */
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
