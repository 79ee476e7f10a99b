import { type ReactNode, useEffect, useRef, useState } from "react";
import { CORRECT_EVENT } from "@/components/correct/correct-event";
import type { PlayerSession } from "@/components/player/player-session";
import { OPEN } from "@/lib/page-contract";
import { paragraphMenu as texts } from "@/lib/texts/en/reading-tools";
import { copy } from "./copy";
import { placeBelow } from "./place-below";
import type { ReadEpisode } from "./read-episode";
import styles from "./reader.module.css";
import type { ReportActions } from "./report-actions";
import { ReportPanel } from "./report-panel";

/** What the reader pressed: the paragraph, the link, and what to open first. */
export interface OpenedMenu {
  readonly paragraph: HTMLElement;
  /** The pressed link; the menu opens below it. */
  readonly link: HTMLElement;
  readonly first: "menu" | "report";
}

interface Props {
  readonly opened: OpenedMenu;
  readonly episode: ReadEpisode;
  readonly session: PlayerSession;
  readonly report: ReportActions;
  readonly onClose: () => void;
}

/** What a reader can do with one paragraph. New actions go here, one line each. */
export function ParagraphMenu({ opened, episode, session, report, onClose }: Props) {
  const { paragraph, link } = opened;
  const panel = useRef<HTMLDivElement>(null);
  const [reporting, setReporting] = useState(opened.first === "report");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    paragraph.setAttribute(OPEN, "");
    element.showPopover();
    placeBelow(element, link.getBoundingClientRect());
    // The menu changes its height with its content.
    const observer = new ResizeObserver(() => placeBelow(element, link.getBoundingClientRect()));
    observer.observe(element);
    return () => {
      paragraph.removeAttribute(OPEN);
      observer.disconnect();
    };
  }, [paragraph, link]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the report replaces the focused button
  useEffect(() => {
    (panel.current?.querySelector<HTMLElement>("button") ?? panel.current)?.focus({ preventScroll: true });
  }, [reporting]);

  const close = () => panel.current?.hidePopover();
  const copyLink = async () =>
    setCopied(await copy({ text: `${location.origin}${episode.href}#${paragraph.id}` }));
  return (
    <div
      ref={panel}
      popover="auto"
      tabIndex={-1}
      className={styles.menu}
      role="dialog"
      aria-label={texts.name}
      onToggle={({ newState }) => newState === "closed" && onClose()}
    >
      {reporting ? (
        <ReportPanel paragraph={paragraph} episode={episode} report={report} onDone={close} />
      ) : (
        <>
          <Item
            onPress={() => {
              close();
              session.playFrom(paragraph.id);
            }}
          >
            {texts.play}
          </Item>
          <Item onPress={copyLink}>{copied ? texts.copied : texts.copyLink}</Item>
          <Item
            onPress={() => {
              close();
              paragraph.dispatchEvent(new CustomEvent(CORRECT_EVENT, { bubbles: true }));
            }}
          >
            {texts.correct}
          </Item>
          <Item onPress={() => setReporting(true)}>{texts.report}</Item>
          <span role="status" className="visually-hidden">
            {copied ? texts.copiedStatus : ""}
          </span>
        </>
      )}
    </div>
  );
}

function Item({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <button type="button" className={styles.item} onClick={onPress}>
      {children}
    </button>
  );
}
