import { useEffect, useRef, useState } from "react";
import type { PlayerSession } from "@/components/player/player-session";
import { ParagraphWords } from "@/components/transcript/paragraph-words";
import { Button } from "@/components/ui/button";
import { isFreeKey } from "@/components/ui/is-free-key";
import { findText } from "@/lib/page-contract";
import { passageTools as texts } from "@/lib/texts/en/reading-tools";
import { momentQuery } from "@/lib/time";
import { copy } from "./copy";
import { moveEdge } from "./move-edge";
import { passageOf, quotationOf, type SelectedPassage } from "./passage-of";
import { placeBelow } from "./place-below";
import type { ReadEpisode } from "./read-episode";
import styles from "./reader.module.css";

interface Props {
  readonly episode: ReadEpisode;
  readonly session: PlayerSession;
}

type Kind = "quotation" | "link";

/** The keys that move the start or the end of a selection by one word. */
const EDGES: Readonly<Record<string, Parameters<typeof moveEdge>>> = {
  "[": ["start", -1],
  "]": ["start", 1],
  "{": ["end", -1],
  "}": ["end", 1],
};

/** Tools for a selected passage, below it while it is selected. */
export function PassageTools({ episode, session }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState<Kind>();

  const copyAs = async (kind: Kind) => {
    const range = selectedRange();
    const passage = range && passageOf(range.range, range.root);
    if (!passage) return;
    const moment = session.momentAt(passage.node, passage.offset);
    // Round up to a tenth of a second: rounded down, the link would light the word before.
    const query = moment === undefined ? "" : momentQuery(Math.ceil(moment * 10 - 0.001) / 10);
    const page = `${location.origin}${episode.href}${query}`;
    // A link opens at its moment. A quotation links to its paragraph, which is still found after the times have
    // changed.
    const link = kind === "link" && query ? page : `${page}#${passage.paragraph}`;
    if (await copy(kind === "link" ? { text: link } : quotationOf(passage, episode, link, moment)))
      setCopied(kind);
  };
  const latest = useRef(copyAs);
  useEffect(() => {
    latest.current = copyAs;
  });

  const claim = () => {
    const range = selectedRange();
    const passage = range && passageOf(range.range, range.root);
    if (passage) location.assign(claimAddress(episode, passage));
  };

  const latestClaim = useRef(claim);
  useEffect(() => {
    latestClaim.current = claim;
  });

  useEffect(() => {
    const stop = new AbortController();
    let selecting = false;
    const place = () => {
      const element = panel.current;
      if (!element || selecting) return;
      const selected = selectedRange();
      const last = selected && [...selected.range.getClientRects()].at(-1);
      if (!last) return element.hidePopover();
      element.showPopover();
      placeBelow(element, last);
    };
    const on = (target: EventTarget, event: string, handler: (event: Event) => void) =>
      target.addEventListener(event, handler, { signal: stop.signal });
    on(document, "selectionchange", () => {
      setCopied(undefined);
      place();
    });
    on(document, "pointerdown", ({ target }) => {
      selecting = !(target instanceof Node && panel.current?.contains(target));
    });
    on(document, "pointerup", () => {
      selecting = false;
      // The browser updates the selection only after this event.
      setTimeout(place);
    });
    on(document, "pointercancel", () => {
      selecting = false;
    });
    on(window, "keydown", (event) => {
      if (!(event instanceof KeyboardEvent)) return;
      if (event.key === "Escape") panel.current?.hidePopover();
      if (event.key === "m" && isFreeKey(event) && selectedRange()) latestClaim.current();
      const edge = EDGES[event.key];
      if (edge && isFreeKey(event) && selectedRange()) moveEdge(...edge);
      const kind = ({ c: "quotation", l: "link" } as const)[event.key];
      if (!kind || !isFreeKey(event) || !selectedRange()) return;
      event.preventDefault();
      latest.current(kind);
    });
    place();
    return () => stop.abort();
  }, []);

  return (
    <div
      ref={panel}
      popover="manual"
      className={styles.passage}
      role="toolbar"
      aria-label={texts.name}
      // A press here must not clear the selection.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      <Button type="button" variant="plain" shortcut="c" onClick={() => copyAs("quotation")}>
        {copied === "quotation" ? texts.copied : texts.quotation}
      </Button>
      <Button type="button" variant="plain" shortcut="l" onClick={() => copyAs("link")}>
        {copied === "link" ? texts.copied : texts.link}
      </Button>
      <Button type="button" variant="plain" shortcut="m" onClick={claim}>
        {texts.claim}
      </Button>
      <span role="status" className="visually-hidden">
        {copied ? texts.copiedStatus[copied] : ""}
      </span>
    </div>
  );
}

/**
 * The address of the form that makes a claim from a passage: its paragraph, its words, and the index of the first
 * one.
 */
function claimAddress({ href }: ReadEpisode, { text, paragraph, node, offset }: SelectedPassage): string {
  const element = document.getElementById(paragraph);
  const first = element ? new ParagraphWords(element).indexAt(node, offset) : -1;
  const query = new URLSearchParams({ p: paragraph.slice(1), q: text.slice(0, 600) });
  if (first >= 0) query.set("w", String(first));
  return `${href}/claim?${query}`;
}

/** The selected range in the transcript; undefined where it holds no word, or begins elsewhere. */
function selectedRange(): { range: Range; root: HTMLElement } | undefined {
  const selection = getSelection();
  const root = findText();
  if (!selection || !root || selection.rangeCount === 0 || String(selection).trim() === "") return undefined;
  const range = selection.getRangeAt(0);
  return root.contains(range.startContainer) ? { range, root } : undefined;
}
