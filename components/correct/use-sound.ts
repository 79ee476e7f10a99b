import { useEffect, useState } from "react";
import type { SoundWitness } from "@/server/work/contributions/witness-of";

/** What is asked: the words of a gap, or a paragraph's text. */
export type SoundQuestion = {
  readonly documentId: number;
  readonly base: number;
  readonly segmentId: number;
} & ({ readonly gap: number; readonly words: string } | { readonly body: string });

/** Milliseconds without a key after which somebody has stopped typing. */
const STOPPED = 700;

/**
 * What the sound says of what is typed, once one stops typing; null where it says nothing, or cannot be asked. Sending never
 * waits for it.
 *
 * @param question null where there is nothing to ask
 */
export function useSound(question: SoundQuestion | null): SoundWitness | null {
  const asked = question && JSON.stringify(question);
  const [answer, setAnswer] = useState<{ asked: string; sound: SoundWitness | null }>();
  useEffect(() => {
    if (asked === null) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      ask(asked, stop.signal).then(
        (sound) => setAnswer({ asked, sound }),
        // Whoever types on has another question; without a connection there is no hint.
        () => {},
      );
    }, STOPPED);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asked]);
  return answer !== undefined && answer.asked === asked ? answer.sound : null;
}

async function ask(body: string, signal: AbortSignal): Promise<SoundWitness | null> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch("/api/sound", { method: "POST", headers, body, signal });
  if (!response.ok) return null;
  return ((await response.json()) as { sound: SoundWitness | null }).sound;
}
