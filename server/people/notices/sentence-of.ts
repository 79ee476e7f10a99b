import { noticeSteps, noticeSentences as texts } from "@/lib/texts/en/notices";
import { formatClock, momentQuery } from "@/lib/time";
import type { NoticeLine } from "./list-notices";

type Told = Pick<NoticeLine, "kind" | "actor" | "about" | "contribution">;

/** A notice in one sentence. */
export function sentenceOf({ kind, actor, about, contribution }: Told): string {
  const title = about?.title ?? texts.unknownShow;
  if (kind === "requested" || kind === "left") return texts[kind](actor, title);
  if (kind === "decided" || kind === "transcribed") return texts[kind](title);
  // A first transcript that is proposed is no contribution yet.
  const summary = contribution?.summary ?? (about ? texts.firstOf(about.title) : texts.unknown);
  if (kind === "changes_requested") return texts.changesRequested(actor, summary);
  if (kind !== "accepted") return texts[kind](actor, summary);
  const seconds = contribution?.seconds ?? null;
  return seconds === null ? texts.accepted(summary) : texts.acceptedAt(formatClock(seconds), summary);
}

/** A notice's link: to the moment of an accepted change, else to the contribution, the show or the episode. */
export function addressOf({ kind, about, contribution }: Told): string {
  if (about) return about.href;
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
  if ((kind === "proposed" || kind === "amended") && contribution.waits)
    return { href: `/review?id=${contribution.id}`, text: noticeSteps.review };
  if (kind === "rejected" || kind === "reverted")
    return { href: `/contributions/${contribution.id}#again`, text: noticeSteps.again };
  if (kind === "changes_requested")
    return { href: `/contributions/${contribution.id}#amend`, text: noticeSteps.amend };
  return kind === "accepted" ? { href: `/contributions/${contribution.id}`, text: noticeSteps.see } : null;
}
