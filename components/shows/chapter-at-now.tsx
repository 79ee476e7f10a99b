"use client";

import { useRef } from "react";
import { usePlayer, usePlayerState } from "@/components/player/use-player";
import { Button } from "@/components/ui/button";
import { details as texts } from "@/lib/texts/en/details";
import { formatClock, parseMoment } from "@/lib/time";
import styles from "./details-form.module.css";

interface Props {
  readonly episode: { readonly href: string; readonly audio: string | null };
}

/**
 * Adds a line for a chapter at the time where the audio is: the tab's player, if it plays this episode, else a player of
 * this page.
 */
export function ChapterAtNow({ episode }: Props) {
  const session = usePlayer();
  const isLoaded = usePlayerState(session).episode?.href === episode.href;
  const audio = useRef<HTMLAudioElement>(null);
  if (!episode.audio && !isLoaded) return null;
  const add = (button: HTMLButtonElement) => {
    const seconds = session.positionOf(episode.href) ?? audio.current?.currentTime ?? 0;
    const area = button.form?.elements.namedItem("chapters");
    if (!(area instanceof HTMLTextAreaElement)) return;
    const lines = area.value.split("\n").filter((line) => line.trim() !== "");
    const isLater = (line: string) => (parseMoment(line.trim().split(" ", 1)[0]) ?? -1) > seconds;
    const at = lines.findIndex(isLater);
    const place = at < 0 ? lines.length : at;
    const line = `${formatClock(seconds)} `;
    lines.splice(place, 0, line);
    area.value = lines.join("\n");
    const caret = lines.slice(0, place + 1).join("\n").length;
    area.focus();
    area.setSelectionRange(caret, caret);
  };
  return (
    <div className={styles.now}>
      {isLoaded || !episode.audio ? null : (
        // biome-ignore lint/a11y/useMediaCaption: it is played to find where chapters begin
        <audio ref={audio} controls preload="none" src={episode.audio} />
      )}
      <Button type="button" onClick={(event) => add(event.currentTarget)}>
        {texts.now}
      </Button>
    </div>
  );
}
