import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Empty } from "@/components/ui/empty";
import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { facts } from "@/lib/facts";
import { webhookList } from "@/lib/texts/en/shows";
import type { WebhookSummary } from "@/server/doors/webhooks/list-webhooks";
import styles from "./webhook-list.module.css";

interface Props {
  readonly webhooks: readonly WebhookSummary[];
  readonly remove: (form: FormData) => Promise<void>;
}

/** A show's webhooks, each with its secret and the outcome of its latest messages. The forms work without scripts. */
export function WebhookList({ webhooks, remove }: Props) {
  if (webhooks.length === 0) return <Empty>{webhookList.empty}</Empty>;
  return (
    <Entries aria-label={webhookList.list}>
      {webhooks.map(({ id, url, events, secret, messages }) => (
        <Entry
          key={id}
          actions={
            <form action={remove}>
              <input type="hidden" name="id" value={id} />
              <Button variant="danger" aria-label={webhookList.removeOne(url)}>
                {webhookList.remove}
              </Button>
            </form>
          }
        >
          <p className={styles.url}>{url}</p>
          <EntryFacts>{webhookList.events(events)}</EntryFacts>
          <Disclosure summary={webhookList.secret}>
            <code>{secret}</code>
          </Disclosure>
          {messages.length > 0 ? (
            <ul className={styles.messages} aria-label={webhookList.messages}>
              {messages.map(({ id: message, event, at, arrived, waits, outcome }) => (
                <li key={message}>
                  {facts([
                    at.toISOString().slice(0, 16).replace("T", " "),
                    event,
                    arrived ? webhookList.arrived : waits ? webhookList.retried : webhookList.givenUp,
                    outcome,
                  ])}
                </li>
              ))}
            </ul>
          ) : null}
        </Entry>
      ))}
    </Entries>
  );
}
