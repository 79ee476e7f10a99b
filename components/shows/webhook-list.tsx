import styles from "@/components/ui/settings.module.css";
import { facts } from "@/lib/facts";
import type { WebhookSummary } from "@/server/doors/webhooks/list-webhooks";

interface Props {
  readonly webhooks: readonly WebhookSummary[];
  readonly remove: (form: FormData) => Promise<void>;
}

/** A show's webhooks, each with its secret and what came of its last messages. Its forms need no JavaScript. */
export function WebhookList({ webhooks, remove }: Props) {
  if (webhooks.length === 0) return <p className={styles.quiet}>This show has no webhooks.</p>;
  return (
    <ul className={styles.list} aria-label="The show’s webhooks">
      {webhooks.map(({ id, url, events, secret, messages }) => (
        <li key={id} className={styles.entry}>
          <div>
            <p className={styles.name}>{url}</p>
            <p className={styles.quiet}>Told of what is {events.join(" and ")}.</p>
            <details>
              <summary>Secret</summary>
              <code className={styles.secret}>{secret}</code>
            </details>
            {messages.length > 0 ? (
              <ul className={styles.messages} aria-label="Last messages">
                {messages.map(({ id: message, event, at, arrived, waits, outcome }) => (
                  <li key={message}>
                    {facts([
                      at.toISOString().slice(0, 16).replace("T", " "),
                      event,
                      arrived ? "arrived" : waits ? "is tried again" : "given up",
                      outcome,
                    ])}
                  </li>
                ))}
              </ul>
            ) : null}
          </div>
          <form action={remove}>
            <input type="hidden" name="id" value={id} />
            <button type="submit" className={styles.revoke} aria-label={`Remove ${url}`}>
              Remove
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}
