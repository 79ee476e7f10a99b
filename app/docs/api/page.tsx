import type { Metadata } from "next";
import styles from "@/components/docs/docs.module.css";
import { OperationEntry } from "@/components/docs/operation-entry";
import { SchemaFields } from "@/components/docs/schema-fields";
import { Fill } from "@/components/ui/fill";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { readEnvironment } from "@/lib/read-environment";
import { apiPage as texts } from "@/lib/texts/en/docs";
import { describeApi } from "@/server/doors/api/describe-api";
import { ENDPOINTS } from "@/server/doors/api/endpoints";
import { PROBLEMS } from "@/server/doors/api/problems";

export const metadata: Metadata = {
  title: texts.title,
  description: texts.description,
  alternates: { canonical: "/docs/api" },
};

// The page shows the site's own addresses, which a build does not know.
export const dynamic = "force-dynamic";

export default function ApiPage() {
  const { siteUrl } = readEnvironment();
  const { paths, components } = describeApi(ENDPOINTS, siteUrl);
  return (
    <Page narrow>
      <PageHeading title={texts.title} lead={texts.lead} />
      <Section title={texts.begin} id="begin">
        <div className={styles.intro}>
          <p>{texts.reading}</p>
          <pre>
            <code>curl {siteUrl}/api/v1/gaps?show=figures</code>
          </pre>
          <p>
            <Fill
              text={texts.writing}
              with={{
                token: <a href="/settings#tokens">{texts.token}</a>,
                header: <code>Authorization: Bearer onr_…</code>,
              }}
            />
          </p>
          <p>
            <Fill
              text={texts.lists}
              with={{
                items: <code>items</code>,
                next: <code>next</code>,
                header: <code>If-None-Match</code>,
              }}
            />
          </p>
          <p>
            <Fill
              text={texts.webhooks}
              with={{ address: <code>/&#123;show&#125;/settings/webhooks</code> }}
            />
          </p>
          <p>
            <Fill
              text={texts.openapi}
              with={{
                file: (
                  <a href="/api/v1/openapi.json">
                    <code>openapi.json</code>
                  </a>
                ),
              }}
            />
          </p>
        </div>
      </Section>
      <Section title={texts.addresses} id="addresses">
        {Object.entries(paths).flatMap(([path, methods]) =>
          Object.entries(methods).map(([method, operation]) => (
            <OperationEntry key={operation.operationId} {...{ method, path, operation }} />
          )),
        )}
      </Section>
      <Section title={texts.schemas} id="things">
        {Object.entries(components.schemas).map(([name, schema]) => (
          <details key={name} className={styles.operation} id={name}>
            <summary>{name}</summary>
            <SchemaFields schema={schema} />
          </details>
        ))}
      </Section>
      <Section title={texts.problems} id="problems">
        <p>
          <Fill
            text={texts.problemsAbout}
            with={{
              type: <code>application/problem+json</code>,
              field: <code>type</code>,
              detail: <code>detail</code>,
            }}
          />
        </p>
        <dl className={styles.fields}>
          {Object.entries(PROBLEMS).map(([kind, { status, title }]) => (
            <div key={kind} id={kind}>
              <dt>
                <code>
                  {status} {kind}
                </code>
              </dt>
              <dd>{title}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </Page>
  );
}
