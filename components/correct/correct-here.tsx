"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { isFreeKey } from "@/components/ui/is-free-key";
import { GAP, GAPS, PARAGRAPHS, paragraphId, TEXT, TEXT_PARAGRAPHS } from "@/lib/page-contract";
import { CORRECT_EVENT } from "./correct-event";
import type { GapActions } from "./gap-actions";
import { type ListMine, MineHere } from "./mine-here";
import type { ParagraphActions } from "./paragraph-actions";

// Load the forms only for readers who open one.
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
  readonly listMine: ListMine;
}

const TEXT_GAPS = `[${TEXT}] ${GAPS}`;

/** Opens forms for corrections in the page: gaps act as buttons, and a key opens the present paragraph's form. */
export function CorrectHere({ documentId, revision, href, hasAudio, gaps, paragraphs, listMine }: Props) {
  const [opened, setOpened] = useState<HTMLElement>();

  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    for (const element of document.querySelectorAll<HTMLElement>(TEXT_GAPS))
      element.setAttribute("role", "button");
    const openAt = (event: Event, selector: string): void => {
      const element = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
      if (!element) return;
      event.preventDefault();
      setOpened(element);
    };
    const onClick = (event: MouseEvent) => {
      if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) openAt(event, TEXT_GAPS);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === " ") openAt(event, TEXT_GAPS);
      else if (event.key === "e" && isFreeKey(event)) openAt(event, TEXT_PARAGRAPHS);
    };
    document.addEventListener("click", onClick, { signal });
    // Before the player, which uses the space bar everywhere else.
    document.addEventListener("keydown", onKey, { signal });
    document.addEventListener(CORRECT_EVENT, (event) => openAt(event, TEXT_PARAGRAPHS), { signal });
    const asked = askedFor(new URLSearchParams(location.search));
    asked?.scrollIntoView({ block: "center" });
    if (asked) setOpened(asked);
    return () => stop.abort();
  }, []);

  const props = { documentId, base: revision, href, hasAudio, onClose: () => setOpened(undefined) };
  return (
    <>
      <MineHere documentId={documentId} list={listMine} />
      {opened ? (
        <Suspense>
          {opened.matches(TEXT_GAPS) ? (
            <GapInPlace key={nameOf(opened)} element={opened} actions={gaps} {...props} />
          ) : (
            <ParagraphInPlace key={nameOf(opened)} paragraph={opened} actions={paragraphs} {...props} />
          )}
        </Suspense>
      ) : null}
    </>
  );
}

const nameOf = (element: HTMLElement) =>
  `${element.closest(PARAGRAPHS)?.id}.${element.getAttribute(GAP) ?? ""}`;

/** The form that the address asks to open: `?gap=11.0` or `?correct=11`. People return this way after signing in. */
function askedFor(query: URLSearchParams): HTMLElement | null {
  const gap = /^(\d+)\.(\d+)$/.exec(query.get("gap") ?? "");
  if (gap) return document.querySelector(`#${paragraphId(Number(gap[1]))} [${GAP}="${gap[2]}"]`);
  const paragraph = /^\d+$/.exec(query.get("correct") ?? "");
  return paragraph && document.getElementById(paragraphId(Number(paragraph[0])));
}
