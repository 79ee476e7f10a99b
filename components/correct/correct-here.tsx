"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { isFreeKey } from "@/components/ui/free-key";
import { CORRECT } from "./correct-event";
import type { GapActions } from "./gap-actions";
import type { ParagraphActions } from "./paragraph-actions";

// Nobody who only reads loads any of it.
const GapInPlace = lazy(async () => ({ default: (await import("./gap-in-place")).GapInPlace }));
const ParagraphInPlace = lazy(async () => ({
  default: (await import("./paragraph-in-place")).ParagraphInPlace,
}));

interface Props {
  readonly documentId: number;
  /** The number of the revision that the page shows. */
  readonly revision: number;
  /** The episode's address. */
  readonly href: string;
  readonly hasAudio: boolean;
  readonly gaps: GapActions;
  readonly paragraphs: ParagraphActions;
}

const GAP = "[data-transcript] [data-mark='gap']";
const PARAGRAPH = "[data-transcript] [id^='p']";

/** Opens the forms of what can be corrected on the page: each gap is a button, and each paragraph has a key. */
export function CorrectHere({ documentId, revision, href, hasAudio, gaps, paragraphs }: Props) {
  const [opened, setOpened] = useState<HTMLElement>();

  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    for (const element of document.querySelectorAll<HTMLElement>(GAP)) element.setAttribute("role", "button");
    const openAt = (event: Event, selector: string): void => {
      const element = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
      if (!element) return;
      event.preventDefault();
      setOpened(element);
    };
    const onClick = (event: MouseEvent) => {
      if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) openAt(event, GAP);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === " ") openAt(event, GAP);
      else if (event.key === "e" && isFreeKey(event)) openAt(event, PARAGRAPH);
    };
    document.addEventListener("click", onClick, { signal });
    // Before the player, whose key the space bar is everywhere else.
    document.addEventListener("keydown", onKey, { signal });
    document.addEventListener(CORRECT, (event) => openAt(event, PARAGRAPH), { signal });
    const asked = askedFor(new URLSearchParams(location.search));
    asked?.scrollIntoView({ block: "center" });
    if (asked) setOpened(asked);
    return () => stop.abort();
  }, []);

  if (!opened) return null;
  const props = { documentId, base: revision, href, hasAudio, onClose: () => setOpened(undefined) };
  return (
    <Suspense>
      {opened.matches(GAP) ? (
        <GapInPlace key={nameOf(opened)} element={opened} actions={gaps} {...props} />
      ) : (
        <ParagraphInPlace key={nameOf(opened)} paragraph={opened} actions={paragraphs} {...props} />
      )}
    </Suspense>
  );
}

const nameOf = (element: HTMLElement) => `${element.closest("[id^='p']")?.id}.${element.dataset.gap ?? ""}`;

/** What the address asks to open: `?gap=11.0`, `?correct=11`. It is how one comes back from signing in. */
function askedFor(query: URLSearchParams): HTMLElement | null {
  const gap = /^(\d+)\.(\d+)$/.exec(query.get("gap") ?? "");
  if (gap) return document.querySelector(`#p${gap[1]} [data-gap="${gap[2]}"]`);
  const paragraph = /^\d+$/.exec(query.get("correct") ?? "");
  return paragraph && document.querySelector(`#p${paragraph[0]}`);
}
