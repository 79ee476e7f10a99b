"use client";

import { useEffect } from "react";

/** Fetches a claim note's content when it opens. If that fails, the link in the note leads to the same content. */
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
      // On an episode's own page the player handles links to its moments.
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
