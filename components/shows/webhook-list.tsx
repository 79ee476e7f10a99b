import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Empty } from "@/components/ui/empty";
import styles from "@/components/ui/settings.module.css";
import { facts } from "@/lib/facts";
import { webhookList } from "@/lib/texts/en/shows";
import type { WebhookSummary } from "@/server/doors/webhooks/list-webhooks";

interface Props {
  readonly webhooks: readonly WebhookSummary[];
  readonly remove: (form: FormData) => Promise<void>;
}

/** A show's webhooks, each with its secret and the outcome of its latest messages. The forms work without scripts. */
export function WebhookList({ webhooks, remove }: Props) {
  if (webhooks.length === 0) return <Empty>{webhookList.empty}</Empty>;
  return (
    <ul className={styles.list} aria-label={webhookList.list}>
      {webhooks.map(({ id, url, events, secret, messages }) => (
        <li key={id} className={styles.entry}>
          <div>
            <p className={styles.name}>{url}</p>
            <p className={styles.quiet}>{webhookList.events(events)}</p>
            <Disclosure summary={webhookList.secret}>
              <code className={styles.secret}>{secret}</code>
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
          </div>
          <form action={remove}>
            <input type="hidden" name="id" value={id} />
            <Button variant="danger" aria-label={webhookList.removeOne(url)}>
              {webhookList.remove}
            </Button>
          </form>
        </li>
      ))}
    </ul>
  );
}
