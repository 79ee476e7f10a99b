"use client";

import { useEffect } from "react";

/** Fetches what a claim's note holds when it is opened; where that fails, the link in it leads to the same. */
export function OpenClaims() {
  useEffect(() => {
    const open = async (event: Event) => {
      const note = event.target as HTMLDetailsElement;
      const id = note.dataset?.claimNote;
      if (!id || !note.open || note.dataset.loaded) return;
      note.dataset.loaded = "yes";
      const answer = await fetch(`/claims/${id}`).catch(() => null);
      const text = answer?.ok ? await answer.text() : "";
      const card = new DOMParser().parseFromString(text, "text/html").querySelector("[data-card]");
      if (!card) {
        delete note.dataset.loaded;
        return;
      }
      // On the episode's own page the player takes links to its moments.
      const play = card.querySelector("[data-play-claim]");
      play?.setAttribute("href", new URL(play.getAttribute("href") ?? "", location.href).search);
      note.querySelector(":scope > a")?.replaceWith(document.adoptNode(card));
    };
    // `toggle` does not bubble.
    document.addEventListener("toggle", open, true);
    return () => document.removeEventListener("toggle", open, true);
  }, []);
  return null;
}
