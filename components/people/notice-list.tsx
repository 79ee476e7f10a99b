import Link from "next/link";
import { formatDay } from "@/lib/format-day";
import { formatStretch } from "@/lib/format-stretch";
import styles from "./notice-list.module.css";

/** A notice as it is read. */
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

/** What a person is told, newest first. */
export function NoticeList({ items, now }: { items: readonly NoticeItem[]; now: Date }) {
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item.id} className={styles.item} data-new={item.isNew || undefined}>
          <p className={styles.sentence}>
            {item.isNew ? <span className={styles.new}>New: </span> : null}
            <a href={item.href}>{item.sentence}</a>
          </p>
          {item.text ? <blockquote className={styles.text}>{item.text}</blockquote> : null}
          <p className={styles.quiet}>
            {[item.episode, ago(item.at, now)].filter(Boolean).join(" · ")}
            {item.step ? (
              <>
                {" · "}
                <Link href={item.step.href} prefetch={false}>
                  {item.step.text}
                </Link>
              </>
            ) : null}
          </p>
        </li>
      ))}
    </ul>
  );
}

function ago(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  return seconds < 30 * DAY ? `${formatStretch(seconds)} ago` : formatDay(at);
}
