import { formatClock, momentQuery } from "@/lib/time";
import type { NoticeKind } from "./kinds";
import type { NoticeLine } from "./list-notices";

type Told = Pick<NoticeLine, "kind" | "actor" | "contribution">;

const SENTENCES: Record<NoticeKind, (line: Told) => string> = {
  proposed: ({ actor, contribution }) => `${actor} proposed: ${contribution?.summary}`,
  amended: ({ actor, contribution }) => `${actor} amended: ${contribution?.summary}`,
  accepted: ({ contribution }) =>
    contribution?.seconds == null
      ? `Your change is live: ${contribution?.summary}`
      : `Your fix is live at ${formatClock(contribution.seconds)}: ${contribution.summary}`,
  rejected: ({ actor, contribution }) => `${actor} did not accept: ${contribution?.summary}`,
  changes_requested: ({ actor, contribution }) => `${actor} requested changes: ${contribution?.summary}`,
  commented: ({ actor, contribution }) => `${actor} commented on: ${contribution?.summary}`,
  mentioned: ({ actor, contribution }) => `${actor} mentioned you in: ${contribution?.summary}`,
  reverted: ({ actor, contribution }) =>
    `${actor} reverted: ${contribution?.summary ?? "one of your changes"}`,
};

/** A notice in one sentence. */
export const sentenceOf = (line: Told): string => SENTENCES[line.kind](line);

/** A notice's link: to the moment of an accepted change, else to the contribution. */
export function addressOf({ kind, contribution }: Told): string {
  if (!contribution) return "/notices";
  if (kind === "accepted" && contribution.seconds !== null)
    return `${contribution.href}${momentQuery(contribution.seconds)}`;
  return `/contributions/${contribution.id}`;
}

/** The next step that a notice offers, if any. */
export function nextStep({
  kind,
  contribution,
}: Told): { readonly href: string; readonly text: string } | null {
  if (!contribution) return null;
  if (kind === "rejected" || kind === "reverted")
    return { href: `/contributions/${contribution.id}#again`, text: "Try again" };
  if (kind === "changes_requested")
    return { href: `/contributions/${contribution.id}#amend`, text: "Amend it" };
  return kind === "accepted" ? { href: `/contributions/${contribution.id}`, text: "See the change" } : null;
}
