/** A JSON Schema, or any other part of an OpenAPI document. */
type Part = Readonly<Record<string, unknown>>;

/** The parts of an OpenAPI document that are promises. */
export interface Promises {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

/**
 * The promises of an API that it no longer keeps: addresses, methods, parameters, accepted input, and every
 * property and value of the answers. It may promise more, but may not require more.
 */
export function brokenPromises(then: Promises, now: Promises): string[] {
  const answers = schemasOf(then, now, true);
  const inputs = schemasOf(then, now, false);
  return Object.entries(then.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, before]) => {
      const at = `${method.toUpperCase()} ${path}`;
      const after = now.paths[path]?.[method];
      if (!isPart(before)) return [];
      if (!isPart(after)) return [`${at}: is gone`];
      return [
        ...parametersOf(before, after, at),
        ...bodyOf(before, after, at, inputs),
        ...responsesOf(before, after, at, answers),
      ];
    }),
  );
}

type Compare = (then: unknown, now: unknown, at: string) => string[];

const isPart = (value: unknown): value is Part =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const part = (value: unknown): Part => (isPart(value) ? value : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function parametersOf(before: Part, after: Part, at: string): string[] {
  const named = (operation: Part) =>
    new Map(
      list(operation.parameters)
        .filter(isPart)
        .map((each) => [`${each.in} ${each.name}`, each] as const),
    );
  const [then, now] = [named(before), named(after)];
  return [
    ...[...then.keys()].filter((name) => !now.has(name)).map((name) => `${at}: ${name} is gone`),
    ...[...now]
      .filter(([name, { required }]) => required === true && then.get(name)?.required !== true)
      .map(([name]) => `${at}: ${name} is required now`),
  ];
}

function bodyOf(before: Part, after: Part, at: string, compare: Compare): string[] {
  const content = part(part(before.requestBody).content);
  const contentNow = part(part(after.requestBody).content);
  return Object.entries(content).flatMap(([type, each]) =>
    type in contentNow
      ? compare(part(each).schema, part(contentNow[type]).schema, `${at} body`)
      : [`${at}: takes no ${type} any more`],
  );
}

function responsesOf(before: Part, after: Part, at: string, compare: Compare): string[] {
  const now = part(after.responses);
  return Object.entries(part(before.responses)).flatMap(([status, each]) => {
    if (!(status in now)) return [`${at}: answers no ${status} any more`];
    const response = part(now[status]);
    const content = part(response.content);
    return [
      ...Object.keys(part(part(each).headers))
        .filter((name) => !(name in part(response.headers)))
        .map((name) => `${at} ${status}: header ${name} is gone`),
      ...Object.entries(part(part(each).content)).flatMap(([type, media]) =>
        type in content
          ? compare(part(media).schema, part(content[type]).schema, `${at} ${status}`)
          : [`${at} ${status}: answers no ${type} any more`],
      ),
    ];
  });
}

/** Compares two schemas: of an answer, which may contain more, or of an input, which may not require more. */
function schemasOf(then: Promises, now: Promises, answers: boolean): Compare {
  const resolve = (schema: unknown, { components }: Promises): Part => {
    const { $ref } = part(schema);
    return typeof $ref === "string" ? part(components.schemas[$ref.split("/").at(-1) ?? ""]) : part(schema);
  };
  const seen = new Set<string>();
  const compare: Compare = (before, after, at) => {
    // A schema that contains itself would never end.
    const refs = `${part(before).$ref} ${part(after).$ref}`;
    if (part(before).$ref !== undefined && seen.has(refs)) return [];
    seen.add(refs);
    const [a, b] = [resolve(before, then), resolve(after, now)];
    for (const any of ["anyOf", "oneOf"] as const) {
      if (!(any in a)) continue;
      // Their order does not matter.
      return list(a[any]).flatMap((each, index) =>
        list(b[any]).some((other) => compare(each, other, at).length === 0)
          ? []
          : [`${at}: choice ${index + 1} is gone`],
      );
    }
    const found: string[] = [];
    if (JSON.stringify(a.type) !== JSON.stringify(b.type)) found.push(`${at}: is ${b.type}, was ${a.type}`);
    const values = list(b.enum);
    for (const value of list(a.enum)) if (!values.includes(value)) found.push(`${at}: "${value}" is gone`);
    const [first, second] = answers
      ? [list(a.required), list(b.required)]
      : [list(b.required), list(a.required)];
    for (const name of first)
      if (!second.includes(name))
        found.push(`${at}.${name}: ${answers ? "may be left out" : "is required"} now`);
    const properties = part(b.properties);
    for (const [name, each] of Object.entries(part(a.properties))) {
      if (name in properties) found.push(...compare(each, properties[name], `${at}.${name}`));
      else found.push(`${at}.${name}: is gone`);
    }
    if ("items" in a) found.push(...compare(a.items, b.items, `${at}[]`));
    return found;
  };
  return compare;
}
