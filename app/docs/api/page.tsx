import type { Metadata } from "next";
import styles from "@/components/docs/docs.module.css";
import { OperationEntry } from "@/components/docs/operation-entry";
import { SchemaFields } from "@/components/docs/schema-fields";
import page from "@/components/ui/page.module.css";
import { readEnvironment } from "@/lib/read-environment";
import { describeApi } from "@/server/doors/api/describe-api";
import { ENDPOINTS } from "@/server/doors/api/endpoints";
import { PROBLEMS } from "@/server/doors/api/problems";

export const metadata: Metadata = {
  title: "The API",
  description: "Transcripts with their times, gaps, search and contributions, for programs.",
  alternates: { canonical: "/docs/api" },
};

// The addresses in it are the site's own, which a build does not know.
export const dynamic = "force-dynamic";

export default function ApiPage() {
  const { siteUrl } = readEnvironment();
  const { paths, components } = describeApi(ENDPOINTS, siteUrl);
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>The API</h1>
      <p className={page.lead}>
        Everything that the pages show, and the ways to contribute and to review, for programs.
      </p>
      <section className={`${page.section} ${styles.intro}`} aria-labelledby="begin">
        <h2 className={page.subtitle} id="begin">
          To begin with
        </h2>
        <p>Reading needs no token. This asks for the gaps of one show:</p>
        <pre>
          <code>curl {siteUrl}/api/v1/gaps?show=figures</code>
        </pre>
        <p>
          Writing needs a <a href="/settings#tokens">personal token</a>, sent as{" "}
          <code>Authorization: Bearer onr_…</code>. What is sent with it is given under the licence of its
          show. A call with a token is counted by person, one without by address: 600 a minute for an address,
          1,800 for a person.
        </p>
        <p>
          Lists have <code>items</code> and <code>next</code>, the cursor of the page after, which belongs to
          its filters. Answers carry an ETag: sent back as <code>If-None-Match</code>, it is answered by 304
          while nothing has changed. Times are seconds from the start of the audio.
        </p>
        <p>
          A show’s owner can have contributions told to an address, within seconds and signed: webhooks, at{" "}
          <code>/&#123;show&#125;/settings/webhooks</code>.
        </p>
        <p>
          All this as OpenAPI 3.1: <a href="/api/v1/openapi.json">openapi.json</a>
        </p>
      </section>
      <section className={page.section} aria-labelledby="addresses">
        <h2 className={page.subtitle} id="addresses">
          Addresses, below /api/v1
        </h2>
        {Object.entries(paths).flatMap(([path, methods]) =>
          Object.entries(methods).map(([method, operation]) => (
            <OperationEntry key={operation.operationId} {...{ method, path, operation }} />
          )),
        )}
      </section>
      <section className={page.section} aria-labelledby="things">
        <h2 className={page.subtitle} id="things">
          What they answer with
        </h2>
        {Object.entries(components.schemas).map(([name, schema]) => (
          <details key={name} className={styles.operation} id={name}>
            <summary>{name}</summary>
            <SchemaFields schema={schema} />
          </details>
        ))}
      </section>
      <section className={page.section} aria-labelledby="problems">
        <h2 className={page.subtitle} id="problems">
          Problems
        </h2>
        <p>
          What goes wrong is answered by <code>application/problem+json</code> (RFC 9457), whose{" "}
          <code>type</code> leads here and whose <code>detail</code> says what to do.
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
      </section>
    </div>
  );
}
