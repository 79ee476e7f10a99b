import type { HeardPoints } from "@/transcript/heard-points";

// Where a file of this length has the text: asked of the site, and told it.

/** What is known of a file: by the listener themselves, or by others. */
export interface PointsElsewhere {
  readonly by: "you" | "others";
  readonly points: HeardPoints;
}

/** Asks what others have heard in an episode's file of this length; null if nothing is known. */
export async function askPoints(
  episode: string,
  length: number,
  signal: AbortSignal,
): Promise<PointsElsewhere | null> {
  const query = new URLSearchParams({ episode, length: String(length) });
  const response = await fetch(`/api/heard?${query}`, { signal });
  if (!response.ok) return null;
  return ((await response.json()) as { heard: PointsElsewhere | null }).heard;
}

/** Tells it, for the next listener with the same file. It works for this one whether or not it arrives. */
export function keepPoints(episode: string, length: number, points: HeardPoints): void {
  const body = JSON.stringify({ episode, length, points });
  const headers = { "Content-Type": "application/json" };
  fetch("/api/heard", { method: "POST", headers, body, keepalive: true }).catch(() => {});
}
