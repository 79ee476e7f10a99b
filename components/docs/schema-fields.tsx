import { schemaType, operation as texts } from "@/lib/texts/en/docs";
import { textOf } from "@/lib/texts/text-of";
import styles from "./docs.module.css";

type Json = Readonly<Record<string, unknown>>;

/** The fields of an object in JSON Schema, each with its type and description. */
export function SchemaFields({ schema }: { readonly schema: Json }) {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const fields = Object.entries((schema.properties ?? {}) as Readonly<Record<string, Json>>);
  return (
    <dl className={styles.fields}>
      {fields.map(([name, field]) => (
        <div key={name}>
          <dt>
            <code>{name}</code> <SchemaType schema={field} />
            {required.has(name) ? null : ` ${texts.optional}`}
          </dt>
          {typeof field.description === "string" ? <dd>{field.description}</dd> : null}
          <Within schema={field} />
        </div>
      ))}
    </dl>
  );
}

/** The fields of an unnamed object, alone or in a list. */
function Within({ schema }: { readonly schema: Json }) {
  const inner = (schema.type === "array" ? schema.items : schema) as Json | undefined;
  const object = [inner, ...alternatives(inner)].find((each) => each?.properties);
  return object ? (
    <dd>
      <SchemaFields schema={object} />
    </dd>
  ) : null;
}

const alternatives = (schema: Json | undefined): readonly Json[] =>
  Array.isArray(schema?.anyOf) ? schema.anyOf : [];

/** A type in a few words. A named type is a link to its description. */
export function SchemaType({ schema }: { readonly schema: Json }) {
  const { $ref: ref, anyOf, enum: values, type, items, format } = schema;
  if (typeof ref === "string") {
    const name = ref.split("/").at(-1) ?? "";
    return <a href={`#${name}`}>{name}</a>;
  }
  if (Array.isArray(anyOf)) {
    return anyOf.map((each: Json, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the alternatives of a type never change places
      <span key={index}>
        {index > 0 ? ` ${schemaType.or} ` : ""}
        <SchemaType schema={each} />
      </span>
    ));
  }
  if (Array.isArray(values)) return <span>{values.map(String).join(", ")}</span>;
  if (type === "array") {
    return (
      <span>
        {schemaType.listOf} <SchemaType schema={(items ?? {}) as Json} />
      </span>
    );
  }
  const kinds = [type].flat().filter((kind) => typeof kind === "string");
  const words = [
    kinds.join(` ${schemaType.or} `) || schemaType.anything,
    textOf(schemaType.formats, format) ?? "",
  ];
  return <span>{words.filter(Boolean).join(", ")}</span>;
}
