import styles from "@/components/history/history.module.css";
import { Link } from "@/components/ui/link";
import { formatDay } from "@/lib/format-day";
import { auditLog as texts } from "@/lib/texts/en/shows";
import type { AuditLine } from "@/server/people/audit/list-audit";

/** One entry of the audit log: who did what, to what and whom, and when to the minute (UTC). */
export function AuditEntry({ line }: { line: AuditLine }) {
  const { at, actor, actorHandle, action, subject, person, contribution, document } = line;
  const time = at.toISOString();
  return (
    <li className={styles.act}>
      <p>
        <Person name={actor} handle={actorHandle} />: <b>{action}</b>{" "}
        {contribution ? (
          <Link href={`/contributions/${contribution.id}`}>{contribution.summary || subject}</Link>
        ) : null}
      </p>
      <p className={styles.quiet}>
        {person ? (
          <>
            {contribution ? texts.by : texts.about} <Person {...person} /> ·{" "}
          </>
        ) : null}
        {document ? (
          <>
            <Link href={document.href}>{document.title}</Link> ·{" "}
          </>
        ) : null}
        {subject} ·{" "}
        <time dateTime={time}>
          {texts.at(formatDay(at), time.slice("2026-01-01T".length, "2026-01-01T00:00".length))}
        </time>
      </p>
    </li>
  );
}

function Person({ name, handle }: { name: string; handle: string | null }) {
  return handle ? <Link href={`/people/${handle}`}>{name}</Link> : name;
}
