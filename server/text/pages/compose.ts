import { LATER, TOLD_EARLY } from "@/lib/page-contract";
import { contentPolicy } from "./content-policy";
import type { LaterScript, Shell, Span } from "./take-apart";

/** Our own scripts that stand in pages, or are named by them: scripts/bootstrap/bundle-player makes them. */
export interface PageScripts {
  /** In the head of every page: the theme, and the key of the search. */
  readonly first: string;
  /** In the head of an episode's page: its audio begins to load. */
  readonly early: string;
  /** At the foot of an episode's page: starts Next's scripts once the page can be listened to. */
  readonly later: string;
  /** The address of the player's own script. */
  readonly player: string;
}

interface Parts {
  /** The pieces that the shell has places for, by name; those whose name begins with a slash have to be here. */
  readonly pieces: ReadonlyMap<string, Buffer>;
  readonly scripts: PageScripts;
  /** Whether other sites may frame the page. */
  readonly framed: boolean;
  /** Whether one signs in there. */
  readonly signsIn?: boolean;
  readonly develop?: boolean;
}

/** A page as it is sent, and the content security policy that belongs to these bytes. */
export interface ComposedPage {
  readonly body: Buffer;
  readonly policy: string;
}

/** The place that the player's script goes into: behind the transcript and the bar. */
const PLAYER = "player";
const EDITOR = "editor";

/** The pieces that have to be fetched to put a page together: each by its address. */
export const piecesOf = ({ places }: Shell): readonly string[] =>
  places.filter(({ name }) => name.startsWith("/")).map(({ name }) => name);

/**
 * Puts a page together from its shell and the pieces that it names. In an episode's page what a listener waits for
 * comes before what they do not:
 *
 * - The audio begins to load in the head, before any style sheet: a browser reads on while these are on their way, but
 *   runs no script behind them.
 * - The player's own script stands behind the text, and is asked for before it.
 * - Next's and React's scripts come once the page can be listened to: components/player/start-later. Where they stand
 *   they are run in between the parts of a long transcript, and take as long as all of it.
 *
 * @throws Error where a piece is missing: a page without its text must not be sent as if it were whole
 */
export function compose(shell: Shell, { pieces, scripts, develop = false, ...page }: Parts): ComposedPage {
  const { html, places, head, foot, told, inline } = shell;
  const plays = told !== undefined && places.some(({ name }) => name === PLAYER) && foot >= 0;
  const constants = [scripts.first, ...(plays ? [scripts.early, scripts.later] : [])];
  const changes: Change[] = places.map((place) => ({ ...place, text: filling(place.name, pieces, scripts) }));
  if (head >= 0) changes.push(at(head, inHead(scripts, plays ? told : undefined)));
  if (plays) {
    for (const span of [...shell.scripts, ...shell.preloads])
      changes.push({ start: span.start, end: span.end, text: "" });
    changes.push(at(foot, atFoot(scripts, shell.scripts)));
  }
  return {
    body: Buffer.from(changed(html, changes)),
    policy: contentPolicy({
      scripts: [...constants, ...inline.scripts],
      styles: inline.styles,
      framed: page.framed,
      signsIn: page.signsIn ?? false,
      edits: places.some(({ name }) => name === EDITOR),
      develop,
    }),
  };
}

interface Change extends Span {
  readonly text: string | Buffer;
}

const at = (offset: number, text: string): Change => ({ start: offset, end: offset, text });

function filling(name: string, pieces: Parts["pieces"], { player }: PageScripts): string | Buffer {
  if (name.startsWith("/")) {
    const piece = pieces.get(name);
    if (!piece) throw new Error(`The piece ${name} is missing`);
    return piece;
  }
  // Neither `async` nor `defer`: it would wait for them.
  return name === PLAYER ? `<script src="${player}"></script>` : "";
}

function inHead({ first, early, player }: PageScripts, told: string | undefined): string {
  if (told === undefined) return `<script>${first}</script>`;
  return (
    `<script>${first}</script><script type="application/json" ${TOLD_EARLY}>${told}</script><script>${early}</script>` +
    `<link rel="preload" as="script" href="${player}">`
  );
}

function atFoot({ later }: PageScripts, found: readonly LaterScript[]): string {
  const list = JSON.stringify(found.map(({ attributes }) => attributes)).replaceAll("<", "\\u003c");
  return `<script type="application/json" ${LATER}>${list}</script><script>${later}</script>`;
}

function changed(html: string, changes: readonly Change[]): string {
  let [text, done] = ["", 0];
  for (const { start, end, text: put } of [...changes].sort((one, other) => one.start - other.start)) {
    text += html.slice(done, start) + put;
    done = end;
  }
  return text + html.slice(done);
}
