import { PIECE } from "@/lib/page-contract";

// The pieces that this tab has and shows nowhere: those of the page as it was sent, until React has come to them, those
// that were fetched for a page that is about to come, and those of the pages that were left last.

/** As many as one goes back and forth between; each is as large as its page. */
const MOST = 4;

const held = new Map<string, DocumentFragment>();
const onTheWay = new Map<string, Promise<void>>();

// Where React gives up the page that it was sent (an extension has changed it before React came) and makes all of it
// anew, what its places hold is not lost.
const sent = new Map<string, Element>();
if (typeof document !== "undefined")
  for (const element of document.querySelectorAll(`[${PIECE}]`))
    if (element.firstElementChild) sent.set(element.getAttribute(PIECE) ?? "", element);

/** Whether a piece can be put into the page at once. */
export const hasPiece = (name: string): boolean => held.has(name) || sent.has(name);

/** Fetches a piece by its name, which is its address. Asked again for the same one, it is the same promise. */
export function fetchPiece(name: string): Promise<void> {
  const coming = onTheWay.get(name) ?? fetched(name).finally(() => onTheWay.delete(name));
  onTheWay.set(name, coming);
  return coming;
}

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
  if (place.firstElementChild) return;
  const content = held.get(name);
  held.delete(name);
  if (content) place.replaceChildren(content);
  else if (before && before !== place) place.replaceChildren(...before.childNodes);
  // Sent by a server that puts nothing together.
  else fetchPiece(name).then(() => place.isConnected && putPiece(name, place), console.error);
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
  for (const oldest of [...held.keys()].slice(0, -MOST)) held.delete(oldest);
}
