"use client";

import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { usePlayer } from "@/components/player/use-player";
import { Button } from "@/components/ui/button";
import { isFreeKey } from "@/components/ui/is-free-key";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import {
  CONTENTS,
  findText,
  GAPS,
  PARAGRAPH_LINK,
  PARAGRAPHS,
  READER,
  SUGGESTED,
  TEXT,
  WRONG_LINK,
} from "@/lib/page-contract";
import { readerBar as texts } from "@/lib/texts/en/reading";
import { FindField } from "./find-field";
import { followWithFlag } from "./follow-with-flag";
import type { OpenedMenu } from "./paragraph-menu";
import type { ReadEpisode } from "./read-episode";
import styles from "./reader.module.css";
import type { ReportActions } from "./report-actions";
import { stepThrough } from "./step-through";

// Reading needs none of these, so they load when they are first used.
const FindPanel = lazy(async () => ({ default: (await import("./find-panel")).FindPanel }));
const KeysDialog = lazy(async () => ({ default: (await import("./keys-dialog")).KeysDialog }));
const ParagraphMenu = lazy(async () => ({ default: (await import("./paragraph-menu")).ParagraphMenu }));
const PassageTools = lazy(async () => ({ default: (await import("./passage-tools")).PassageTools }));

interface Props {
  readonly episode: ReadEpisode;
  readonly report: ReportActions;
  /** How many gaps the transcript has. */
  readonly gaps: number;
  /** The table of contents, where the episode has one. */
  readonly children: ReactNode;
}

const all = (selector: string) => [...(findText()?.querySelectorAll<HTMLElement>(selector) ?? [])];

/**
 * The reader's tools in a line at the top of the window: contents, search within the episode, next gap, keyboard
 * shortcuts. The bar also handles the page's keys and opens the tools of a paragraph or a passage.
 */
export function ReaderBar({ episode, report, gaps, children }: Props) {
  const session = usePlayer();
  const [finding, setFinding] = useState(false);
  const [keys, setKeys] = useState(false);
  const [opened, setOpened] = useState<OpenedMenu>();
  const [selected, setSelected] = useState(false);
  const [gap, setGap] = useState<string>();
  const bar = useRef<HTMLDivElement>(null);

  const step = (selector: string, by: 1 | -1) => {
    session.lookAround();
    return stepThrough(all(selector), by);
  };
  const goToGap = (by: 1 | -1) => {
    session.lookAround();
    const gaps = all(GAPS);
    // A gap for which this reader has sent words is done.
    const left = gaps.filter((each) => !each.hasAttribute(SUGGESTED));
    const to = left.length > 0 ? left : gaps;
    const element = to[stepThrough(to, by) ?? -1];
    setGap(element ? texts.gap(gaps.indexOf(element) + 1, gaps.length) : texts.noGaps);
  };

  const find = () => setFinding(true);
  const listKeys = () => setKeys(true);
  const press = new Map<string, () => void>([
    ["f", find],
    ["g", () => goToGap(1)],
    ["G", () => goToGap(-1)],
    ["j", () => step(`[${PARAGRAPH_LINK}]`, 1)],
    ["k", () => step(`[${PARAGRAPH_LINK}]`, -1)],
    ["m", () => void selectHere()],
    ["o", () => session.follow(!session.state().following)],
    ["t", () => bar.current?.querySelector("summary")?.click()],
    ["?", listKeys],
  ]);
  const pressed = useRef(press);
  useEffect(() => {
    pressed.current = press;
  });

  useEffect(() => {
    const { signal, abort } = listening();
    const onKey = (event: KeyboardEvent) => {
      // With a selection, `passage-tools` handles this key.
      if (event.key === "m" && getSelection()?.isCollapsed === false) return;
      const action = isFreeKey(event) ? pressed.current.get(event.key) : undefined;
      if (!action) return closeContents(event, bar.current);
      event.preventDefault();
      action();
    };
    const onClick = (event: MouseEvent) => {
      makeWay(event, bar.current);
      const link =
        event.target instanceof Element ? event.target.closest<HTMLElement>(PARAGRAPH_LINKS) : null;
      const paragraph = link?.closest<HTMLElement>(PARAGRAPHS);
      if (!link || !paragraph || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      setOpened({ paragraph, link, first: link.hasAttribute(WRONG_LINK) ? "report" : "menu" });
    };
    const onSelect = () => {
      const selection = getSelection();
      if (selection && !selection.isCollapsed && findText()?.contains(selection.anchorNode))
        setSelected(true);
    };
    addEventListener("keydown", onKey, { signal });
    document.addEventListener("click", onClick, { signal });
    document.addEventListener("selectionchange", onSelect, { signal });
    // Words may have been selected before this listened.
    onSelect();
    const transcript = findText();
    if (transcript) followWithFlag(transcript, episode.href, signal);
    return abort;
  }, [episode.href]);

  return (
    <div className={styles.bar} ref={bar} {...{ [READER]: "" }}>
      {children}
      <div className={styles.tools}>
        <Button type="button" variant="plain" title={texts.findKey} onClick={find}>
          {texts.find}
        </Button>
        {gaps > 0 ? (
          <Button type="button" variant="plain" title={texts.nextGapKey} onClick={() => goToGap(1)}>
            {texts.nextGap}
          </Button>
        ) : null}
        <span role="status" className={styles.gap}>
          {gap}
        </span>
        <span className={styles.keys}>
          <Button type="button" variant="plain" title={texts.keysKey} onClick={listKeys}>
            ?<VisuallyHidden> {texts.keys}</VisuallyHidden>
          </Button>
        </span>
      </div>
      {finding ? (
        <FindField onClose={() => setFinding(false)}>
          {(field) => <FindPanel session={session} field={field} />}
        </FindField>
      ) : null}
      <Suspense>
        {keys ? <KeysDialog onClose={() => setKeys(false)} /> : null}
        {opened ? (
          <ParagraphMenu
            key={opened.paragraph.id + opened.first}
            {...{ opened, episode, session, report }}
            onClose={() => setOpened(undefined)}
          />
        ) : null}
        {selected ? <PassageTools episode={episode} session={session} /> : null}
      </Suspense>
    </div>
  );
}

async function selectHere() {
  const { selectSentence } = await import("./select-sentence");
  const transcript = findText();
  if (transcript) selectSentence(transcript);
}

const PARAGRAPH_LINKS = `[${TEXT}] :is([${PARAGRAPH_LINK}], [${WRONG_LINK}])`;

function listening() {
  const stop = new AbortController();
  return { signal: stop.signal, abort: () => stop.abort() };
}

/** Closes the contents after a choice, where they cover the text. */
function makeWay({ target }: MouseEvent, bar: HTMLElement | null) {
  const contents = bar?.querySelector("details");
  const chosen = target instanceof Element ? target.closest(`[${CONTENTS}] nav a`) : null;
  if (!chosen || !bar || !contents) return;
  if (chosen.getBoundingClientRect().left < bar.getBoundingClientRect().right) contents.open = false;
}

/** Escape closes the contents and returns the focus to their button. */
function closeContents(event: KeyboardEvent, bar: HTMLElement | null) {
  const contents = bar?.querySelector("details");
  if (event.key !== "Escape" || !contents?.open) return;
  contents.open = false;
  contents.querySelector("summary")?.focus();
}
