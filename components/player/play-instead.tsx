"use client";

import { Button } from "@/components/ui/button";
import page from "@/components/ui/page.module.css";
import { playInstead as texts } from "@/lib/texts/en/player";
import { usePlayer, usePlayerState } from "./use-player";

/** A button that plays this page's episode while another one plays. */
export function PlayInstead({ href }: { href: string }) {
  const session = usePlayer();
  const { playing, episode: loaded } = usePlayerState(session);
  if (!playing || !loaded || loaded.href === href) return null;
  return (
    <p className={page.facts}>
      <Button type="button" onClick={() => session.playPage()}>
        {texts.play}
      </Button>
    </p>
  );
}
