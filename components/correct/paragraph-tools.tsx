import { type KeyboardEvent, type RefObject, useState } from "react";
import { usePlayer } from "@/components/player/use-player";
import { Button } from "@/components/ui/button";
import { paragraphTools as texts } from "@/lib/texts/en/correct";
import type { OpenedParagraph } from "@/server/work/contributions/read-paragraph";
import { words } from "@/transcript";
import styles from "./forms.module.css";
import type { Sheet } from "./sheet";

/** Does what a key does among the tools; false where it is none of theirs. */
export type PressTool = (event: KeyboardEvent) => boolean;

interface Props {
  readonly paragraph: OpenedParagraph;
  readonly hasAudio: boolean;
  readonly sheet: Sheet;
  readonly canUndo: boolean;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  /** Takes the tools' keys, which work anywhere in the form. */
  readonly tool: RefObject<PressTool | null>;
  readonly tools: {
    readonly time: (seconds: number, at: number) => void;
    readonly split: () => void;
    readonly join: () => void;
    readonly link: (url: string) => void;
    readonly undo: () => void;
  };
}

/** The word whose time is set, and the words that it was chosen in. */
interface Tapping {
  readonly word: string;
  readonly at: number;
  readonly in: string;
}

// In seconds: long enough to follow the words, short enough not to wait.
const LEAD = 3;

/** Tools at the cursor: play, set the time by ear, split, join, link, undo. */
export function ParagraphTools({ paragraph, hasAudio, sheet, canUndo, area, tool, tools }: Props) {
  const session = usePlayer();
  const [chosen, setTapping] = useState<Tapping>();
  const [linking, setLinking] = useState(false);
  // Whoever types on has left the word.
  const tapping = chosen?.in === sheet.words ? chosen : undefined;

  const wordAtCaret = () => {
    const at = area.current?.selectionStart ?? 0;
    const all = words(sheet.words);
    const index = Math.max(
      0,
      all.findLastIndex(({ start }) => start <= at),
    );
    const start = paragraph.starts[Math.min(index, paragraph.starts.length - 1)] ?? paragraph.seconds;
    return { word: all[index]?.text ?? "", at, in: sheet.words, start };
  };
  const play = (lead: number) => {
    const place = wordAtCaret();
    session.lookAround();
    session.seekText(Math.max(0, place.start - lead));
    session.audio?.play().catch(() => {});
    return place;
  };
  const tap = () => {
    if (!tapping) return setTapping(play(LEAD));
    const seconds = session.textSecond;
    session.audio?.pause();
    setTapping(undefined);
    tools.time(seconds, tapping.at);
  };
  tool.current = (event) => {
    const { altKey, ctrlKey, metaKey, target, code, key } = event;
    const isPlain = !altKey && !ctrlKey && !metaKey && !event.nativeEvent.isComposing;
    const isWriting = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    // By their place on the keyboard: with Alt, some systems type another letter.
    const hasAlt = altKey && !ctrlKey && !metaKey;
    // A key that is held down hears the word once.
    if (hasAudio && !event.repeat) {
      if (code === "KeyT" && (hasAlt || (isPlain && (tapping || !isWriting)))) return done(tap);
      if (code === "KeyP" && hasAlt) return done(() => play(0));
    }
    if (key === "Escape" && tapping)
      return done(() => {
        session.audio?.pause();
        setTapping(undefined);
      });
    if (key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey) return done(() => setLinking(true));
    return false;
  };

  if (linking)
    return (
      <div className={styles.line}>
        <input
          // biome-ignore lint/a11y/noAutofocus: it appears because its button was pressed
          autoFocus
          type="url"
          className={styles.words}
          aria-label={texts.linkAddress}
          placeholder="https://…"
          onKeyDown={(event) => {
            if (event.key !== "Enter" && event.key !== "Escape") return;
            event.preventDefault();
            event.stopPropagation();
            const url = event.currentTarget.value.trim();
            setLinking(false);
            if (event.key === "Enter" && url) tools.link(url);
            else area.current?.focus();
          }}
        />
      </div>
    );
  return (
    <fieldset className={`${styles.loop} ${styles.scripted}`} aria-label={texts.name}>
      {hasAudio ? (
        <>
          <Button type="button" size="small" shortcut="Alt P" onClick={() => play(0)}>
            {texts.hear}
          </Button>
          <Button
            type="button"
            size="small"
            shortcut={tapping ? "T" : "Alt T"}
            aria-pressed={tapping !== undefined}
            onClick={tap}
          >
            {tapping ? texts.press(tapping.word) : texts.time}
          </Button>
        </>
      ) : null}
      <Button type="button" size="small" onClick={tools.split}>
        {texts.split}
      </Button>
      {paragraph.next && !sheet.joined ? (
        <Button type="button" size="small" onClick={tools.join}>
          {texts.join}
        </Button>
      ) : null}
      <Button type="button" size="small" shortcut="Ctrl K" onClick={() => setLinking(true)}>
        {texts.link}
      </Button>
      {canUndo ? (
        <Button type="button" size="small" shortcut="Ctrl Z" onClick={tools.undo}>
          {texts.undo}
        </Button>
      ) : null}
    </fieldset>
  );
}

function done(act: () => void): true {
  act();
  return true;
}
