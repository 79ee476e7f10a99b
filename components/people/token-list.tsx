import styles from "@/components/ui/settings.module.css";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import type { TokenSummary } from "@/server/people/accounts/list-tokens";

interface Props {
  readonly tokens: readonly TokenSummary[];
  readonly revoke: (form: FormData) => Promise<void>;
  readonly now: Date;
}

/** A person's tokens, each with what it is for and how to end it. Its forms need no JavaScript. */
export function TokenList({ tokens, revoke, now }: Props) {
  if (tokens.length === 0) return <p className={styles.quiet}>You have no tokens.</p>;
  return (
    <ul className={styles.list} aria-label="Your tokens">
      {tokens.map(({ id, name, prefix, scopes, createdAt, lastUsedAt, expiresAt }) => (
        <li key={id} className={styles.entry}>
          <div>
            <p className={styles.name}>{name}</p>
            <p className={styles.quiet}>
              <code>{prefix}…</code>{" "}
              {facts([
                `for ${scopes.join(", ")}`,
                `made ${formatDay(createdAt)}`,
                lastUsedAt ? `last used ${formatDay(lastUsedAt)}` : "never used",
                expiresAt && `${expiresAt <= now ? "ran out" : "works until"} ${formatDay(expiresAt)}`,
              ])}
            </p>
          </div>
          <form action={revoke}>
            <input type="hidden" name="id" value={id} />
            <button type="submit" className={styles.revoke} aria-label={`Revoke ${name}`}>
              Revoke
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}
