import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { WebhookForm } from "@/components/shows/webhook-form";
import { WebhookList } from "@/components/shows/webhook-list";
import page from "@/components/ui/page.module.css";
import { SHOW_SLUG } from "@/lib/addresses";
import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { listWebhooks } from "@/server/doors/webhooks/list-webhooks";
import { currentPerson } from "@/server/people/accounts/current-person";
import { mayOwn, standingAt } from "@/server/people/accounts/standing-at";
import { addShowWebhook, removeShowWebhook } from "./actions";

export const metadata: Metadata = { title: "Webhooks", robots: { index: false } };

export default async function WebhooksPage({ params }: PageProps<"/[show]/settings/webhooks">) {
  const { show: slug } = await params;
  const show = SHOW_SLUG.test(slug)
    ? await db().show.findUnique({ where: { slug }, select: { id: true, title: true } })
    : null;
  if (!show) notFound();
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${slug}/settings/webhooks`)}`);
  // What only owners may see is not there for others.
  if (!mayOwn(await standingAt(db(), { personId: person.id, showId: show.id }))) notFound();
  const { secret = "" } = readEnvironment();
  const webhooks = await listWebhooks(db(), { showId: show.id, secret });
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={`/${slug}`}>{show.title}</Link>
      </p>
      <h1 className={page.title}>Webhooks</h1>
      <p className={page.lead}>
        An address that is told, within seconds, when a contribution is proposed or accepted.
      </p>
      <section className={page.section} aria-label="Webhooks">
        <p>
          A message is a POST of JSON, signed as{" "}
          <a href="https://www.standardwebhooks.com/">Standard Webhooks</a> has it, so that its receiver can
          tell it is ours. It has arrived when it is answered by a status from 200 to 299; until then it is
          sent again, for a day and a half.
        </p>
        <WebhookList webhooks={webhooks} remove={removeShowWebhook} />
        <WebhookForm add={addShowWebhook.bind(null, slug)} />
      </section>
    </div>
  );
}
