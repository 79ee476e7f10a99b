import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { tokens as texts } from "@/lib/texts/en/people";
import type { TokenSummary } from "@/server/people/accounts/list-tokens";
import styles from "./token-list.module.css";

interface Props {
  readonly tokens: readonly TokenSummary[];
  readonly revoke: (form: FormData) => Promise<void>;
  readonly now: Date;
}

/** A person's tokens, each with its use and a button to revoke it. The forms work without scripts. */
export function TokenList({ tokens, revoke, now }: Props) {
  if (tokens.length === 0) return <Empty>{texts.empty}</Empty>;
  return (
    <Entries aria-label={texts.list}>
      {tokens.map(({ id, name, prefix, scopes, createdAt, lastUsedAt, expiresAt }) => (
        <Entry
          key={id}
          actions={
            <form action={revoke}>
              <input type="hidden" name="id" value={id} />
              <Button variant="danger" aria-label={texts.revokeOne(name)}>
                {texts.revoke}
              </Button>
            </form>
          }
        >
          <p className={styles.name}>{name}</p>
          <EntryFacts>
            <code>{prefix}…</code>{" "}
            {facts([
              texts.scopes(scopes.join(", ")),
              texts.made(formatDay(createdAt)),
              lastUsedAt ? texts.lastUsed(formatDay(lastUsedAt)) : texts.neverUsed,
              expiresAt && (expiresAt <= now ? texts.expired : texts.expires)(formatDay(expiresAt)),
            ])}
          </EntryFacts>
        </Entry>
      ))}
    </Entries>
  );
}
