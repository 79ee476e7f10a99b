import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { Link } from "@/components/ui/link";
import { formatDay } from "@/lib/format-day";
import { formatStretch } from "@/lib/format-stretch";
import { noticeList } from "@/lib/texts/en/people";
import styles from "./notice-list.module.css";

/** A notice as the page shows it. */
export interface NoticeItem {
  readonly id: number;
  readonly sentence: string;
  readonly href: string;
  readonly episode: string | null;
  readonly text: string | null;
  readonly step: { readonly href: string; readonly text: string } | null;
  readonly at: Date;
  readonly isNew: boolean;
}

const DAY = 86_400;

/** A person's notices, newest first. */
export function NoticeList({ items, now }: { items: readonly NoticeItem[]; now: Date }) {
  return (
    <Entries>
      {items.map((item) => (
        <Entry key={item.id}>
          <p className={styles.sentence}>
            {item.isNew ? <span className={styles.new}>{noticeList.new} </span> : null}
            <a href={item.href}>{item.sentence}</a>
          </p>
          {item.text ? <blockquote className={styles.text}>{item.text}</blockquote> : null}
          <EntryFacts>
            {[item.episode, ago(item.at, now)].filter(Boolean).join(" · ")}
            {item.step ? (
              <>
                {" · "}
                <Link href={item.step.href}>{item.step.text}</Link>
              </>
            ) : null}
          </EntryFacts>
        </Entry>
      ))}
    </Entries>
  );
}

function ago(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  return seconds < 30 * DAY ? noticeList.ago(formatStretch(seconds)) : formatDay(at);
}
