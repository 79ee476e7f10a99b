import { useEffect } from "react";
import { usePlayer } from "@/components/player/use-player";

/** While it is true, the page does not follow the voice: whoever edits keeps the form in sight. */
export function useHeldPage(held: boolean): void {
  const session = usePlayer();
  useEffect(() => (held ? session.holdPage() : undefined), [session, held]);
}
