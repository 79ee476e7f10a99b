import { Tabs } from "@/components/ui/tabs";
import { details, editEpisodes } from "@/lib/texts/en/details";
import { feedPage } from "@/lib/texts/en/feed";
import { showSettings as texts } from "@/lib/texts/en/shows";

interface Props {
  /** The show's slug. */
  readonly show: string;
  /** Whether the person owns the show: only owners have webhooks. */
  readonly owns: boolean;
  readonly current: "settings" | "people" | "episodes" | "details" | "feed" | "audit" | "webhooks";
}

/** The pages of a show's settings. */
export function SettingsTabs({ show, owns, current }: Props) {
  const base = `/${show}/settings`;
  const tabs = [
    { name: texts.rules, href: base, current: current === "settings" },
    { name: texts.people, href: `${base}/people`, current: current === "people" },
    { name: editEpisodes.title, href: `${base}/episodes`, current: current === "episodes" },
    ...(owns ? [{ name: details.showTitle, href: `${base}/details`, current: current === "details" }] : []),
    { name: feedPage.title, href: `${base}/feed`, current: current === "feed" },
    { name: texts.audit, href: `${base}/audit`, current: current === "audit" },
    ...(owns ? [{ name: texts.webhooks, href: `${base}/webhooks`, current: current === "webhooks" }] : []),
  ];
  return <Tabs label={texts.pages} tabs={tabs} />;
}
