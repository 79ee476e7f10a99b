import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { SettingsTabs } from "@/components/shows/settings-tabs";
import { WebhookForm } from "@/components/shows/webhook-form";
import { WebhookList } from "@/components/shows/webhook-list";
import { Fill } from "@/components/ui/fill";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { SHOW_SLUG } from "@/lib/addresses";
import { readEnvironment } from "@/lib/read-environment";
import { webhooksPage } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { listWebhooks } from "@/server/doors/webhooks/list-webhooks";
import { currentPerson } from "@/server/people/accounts/current-person";
import { mayOwn, standingAt } from "@/server/people/accounts/standing-at";
import { addShowWebhook, removeShowWebhook } from "./actions";

export const metadata: Metadata = { title: webhooksPage.title, robots: { index: false } };

export default async function WebhooksPage({ params }: PageProps<"/[show]/settings/webhooks">) {
  const { show: slug } = await params;
  const show = SHOW_SLUG.test(slug)
    ? await db().show.findUnique({ where: { slug }, select: { id: true, title: true } })
    : null;
  if (!show) notFound();
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${slug}/settings/webhooks`)}`);
  // Only owners may know that it exists.
  if (!mayOwn(await standingAt(db(), { personId: person.id, showId: show.id }))) notFound();
  const { secret = "" } = readEnvironment();
  const webhooks = await listWebhooks(db(), { showId: show.id, secret });
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/${slug}`}>{show.title}</Link>}
        title={webhooksPage.title}
        lead={webhooksPage.lead}
      />
      <SettingsTabs show={slug} owns current="webhooks" />
      <section className={page.section} aria-label={webhooksPage.title}>
        <p>
          <Fill
            text={webhooksPage.about}
            with={{ standard: <a href="https://www.standardwebhooks.com/">{webhooksPage.standard}</a> }}
          />
        </p>
        <WebhookList webhooks={webhooks} remove={removeShowWebhook} />
        <WebhookForm add={addShowWebhook.bind(null, slug)} />
      </section>
    </Page>
  );
}
