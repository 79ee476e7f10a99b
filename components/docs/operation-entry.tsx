import { operation as texts } from "@/lib/texts/en/docs";
import type { Operation } from "@/server/doors/api/describe-api";
import styles from "./docs.module.css";
import { SchemaFields, SchemaType } from "./schema-fields";

type Json = Readonly<Record<string, unknown>>;

interface Props {
  readonly method: string;
  /** The path below the API's base address. */
  readonly path: string;
  readonly operation: Operation;
}

/** One address and method of the API: its parameters and its answers. */
export function OperationEntry({ method, path, operation }: Props) {
  const { operationId, summary, description, parameters, requestBody, responses, security } = operation;
  const body = requestBody?.content["application/json"]?.schema;
  const files = body ? [] : Object.keys(requestBody?.content ?? {});
  const needsToken = security.every((way) => Object.keys(way).length > 0);
  return (
    <details className={styles.operation} id={operationId}>
      <summary>
        <code className={styles.address}>
          <b>{method.toUpperCase()}</b> {path}
        </code>
        <span className={styles.says}>{summary}</span>
      </summary>
      {description ? <p>{description}</p> : null}
      {needsToken ? <p>{texts.token}</p> : null}
      {parameters.length > 0 ? (
        <>
          <h4>{texts.parameters}</h4>
          <dl className={styles.fields}>
            {parameters.map(({ name, required, schema, description: says }) => (
              <div key={name}>
                <dt>
                  <code>{name}</code> <SchemaType schema={schema} />
                  {required ? null : ` ${texts.optional}`}
                </dt>
                {says ? <dd>{says}</dd> : null}
              </div>
            ))}
          </dl>
        </>
      ) : null}
      {body ? (
        <>
          <h4>{texts.body}</h4>
          <SchemaFields schema={body} />
        </>
      ) : null}
      {files.length > 0 ? (
        <>
          <h4>{texts.body}</h4>
          <p>{texts.file(files)}</p>
        </>
      ) : null}
      <h4>{texts.answers}</h4>
      <dl className={styles.fields}>
        {Object.entries(responses).map(([status, { description: says, content }]) => (
          <div key={status}>
            <dt>
              <code>{status}</code> {says}
            </dt>
            {Object.entries(content ?? {}).map(([type, { schema }]) =>
              status.startsWith("2") ? (
                <dd key={type}>
                  <Answered schema={schema} />
                </dd>
              ) : null,
            )}
          </div>
        ))}
      </dl>
    </details>
  );
}

function Answered({ schema }: { readonly schema: Json }) {
  return "properties" in schema ? <SchemaFields schema={schema} /> : <SchemaType schema={schema} />;
}
