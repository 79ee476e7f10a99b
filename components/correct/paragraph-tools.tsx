import { type RefObject, useState } from "react";
import { usePlayer } from "@/components/player/use-player";
import { Button } from "@/components/ui/button";
import { paragraphTools as texts } from "@/lib/texts/en/correct";
import type { OpenedParagraph } from "@/server/work/contributions/read-paragraph";
import { words } from "@/transcript";
import styles from "./forms.module.css";

interface Props {
  readonly paragraph: OpenedParagraph;
  readonly hasAudio: boolean;
  readonly joined: boolean;
  readonly text: string;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly tools: {
    readonly time: (seconds: number, at: number) => void;
    readonly split: () => void;
    readonly join: () => void;
    readonly link: (url: string) => void;
  };
}

// In seconds: long enough to follow the words, short enough not to wait.
const LEAD = 3;

/** Tools at the cursor: play, set the time by ear, split, join, link. */
export function ParagraphTools({ paragraph, hasAudio, joined, text, area, tools }: Props) {
  const session = usePlayer();
  const [tapping, setTapping] = useState<{ word: string; at: number }>();
  const [linking, setLinking] = useState(false);

  const wordAtCaret = () => {
    const at = area.current?.selectionStart ?? 0;
    const all = words(text);
    const index = Math.max(
      0,
      all.findLastIndex(({ start }) => start <= at),
    );
    const start = paragraph.starts[Math.min(index, paragraph.starts.length - 1)] ?? paragraph.seconds;
    return { word: all[index]?.text ?? "", at, start };
  };
  const play = (lead: number) => {
    const place = wordAtCaret();
    session.lookAround();
    session.seekText(Math.max(0, place.start - lead));
    session.audio?.play().catch(() => {});
    return place;
  };
  const tap = () => {
    if (!tapping) return;
    const seconds = session.textSecond;
    session.audio?.pause();
    setTapping(undefined);
    tools.time(seconds, tapping.at);
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
          <Button type="button" size="small" onClick={() => play(0)}>
            {texts.hear}
          </Button>
          <Button
            type="button"
            size="small"
            shortcut="T"
            aria-pressed={tapping !== undefined}
            onClick={() => (tapping ? tap() : setTapping(play(LEAD)))}
            onBlur={() => setTapping(undefined)}
            onKeyDown={(event) => {
              if (event.key.toLowerCase() === "t") tapping ? tap() : setTapping(play(LEAD));
              else if (event.key === "Escape" && tapping) setTapping(undefined);
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          >
            {tapping ? texts.press(tapping.word) : texts.time}
          </Button>
        </>
      ) : null}
      <Button type="button" size="small" onClick={tools.split}>
        {texts.split}
      </Button>
      {paragraph.next && !joined ? (
        <Button type="button" size="small" onClick={tools.join}>
          {texts.join}
        </Button>
      ) : null}
      <Button type="button" size="small" onClick={() => setLinking(true)}>
        {texts.link}
      </Button>
    </fieldset>
  );
}
