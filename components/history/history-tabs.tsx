import { Tabs } from "@/components/ui/tabs";
import { historyPage as texts } from "@/lib/texts/en/history";

interface Props {
  /** The address of the history. */
  readonly base: string;
  readonly hasNotes: boolean;
  readonly current: "transcript" | "notes" | "credit";
}

/** The pages of an episode's history. */
export function HistoryTabs({ base, hasNotes, current }: Props) {
  const tabs = [
    { name: texts.transcript, href: base, current: current === "transcript" },
    { name: texts.credit, href: `${base}/credit`, current: current === "credit" },
    ...(hasNotes ? [{ name: texts.notes, href: `${base}?of=notes`, current: current === "notes" }] : []),
  ];
  return <Tabs label={texts.heading} tabs={tabs} />;
}
