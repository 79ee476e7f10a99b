import { Fill } from "@/components/ui/fill";
import { Notice } from "@/components/ui/notice";
import { sentLine as texts } from "@/lib/texts/en/correct";
import { formatClock } from "@/lib/time";
import type { SentContribution } from "./send-state";

interface Props {
  readonly sent: SentContribution;
  /** For a gap that was filled with words: its place in the audio, in seconds. */
  readonly gapAt?: number | undefined;
}

/** Says that it was sent, with a link to the contribution. */
export function SentLine({ sent, gapAt }: Props) {
  const { id, version, status, again, summary } = sent;
  const live = status === "accepted";
  const isGap = gapAt !== undefined;
  const text = isGap ? (live ? texts.gapLive : texts.gapWaiting) : live ? texts.live : texts.waiting;
  return (
    <Notice kind="success">
      <strong>{live ? texts.accepted : again ? texts.again : texts.sent}</strong>{" "}
      <Fill
        text={text}
        with={{
          link: <a href={`/contributions/${id}`}>{isGap ? texts.gap(formatClock(gapAt)) : summary}</a>,
        }}
      />
      {version > 1 && !again ? ` ${texts.amends}` : null}
    </Notice>
  );
}
