import { join, relative } from "node:path";
import ts from "typescript";

/** A statement of raw SQL in the code. */
export interface Query {
  /** `server/work/shows/find-show.ts:35` */
  readonly place: string;
  /** With `$1`, `$2` … where values stand. */
  readonly text: string;
  /** What the code says of its rows; none for a statement whose rows nobody reads. */
  readonly row: readonly RowField[] | null;
}

/** A field of a row, as its type in TypeScript says. */
export interface RowField {
  readonly name: string;
  /** `string`, `number`, `Date[]` and so on; the values of a union of literals stand in `literals`. */
  readonly type: string;
  readonly literals: readonly string[];
  readonly nullable: boolean;
}

const ROOT = join(import.meta.dirname, "../../..");
const TAGS = new Set(["$queryRaw", "$executeRaw"]);

/**
 * Every statement of raw SQL in these folders, with the row type that the code gives it.
 *
 * @throws Error where a statement is built in another way than as a template, since it could not be checked then
 */
export function findQueries(folders: readonly string[]): Query[] {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const wanted = fileNames.filter((file) =>
    folders.some((folder) => relative(ROOT, file).startsWith(`${folder}/`)),
  );
  const program = ts.createProgram(wanted, { ...options, incremental: false, tsBuildInfoFile: undefined });
  const checker = program.getTypeChecker();
  const queries: Query[] = [];
  for (const file of wanted) {
    const path = relative(ROOT, file);
    const source = program.getSourceFile(file);
    if (!source || path.startsWith("server/generated/")) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isTaggedTemplateExpression(node) && isRawTag(node.tag)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        queries.push({
          place: `${path}:${line + 1}`,
          text: textOf(node.template),
          row: rowOf(node, checker),
        });
      } else if (ts.isCallExpression(node) && isRawTag(node.expression)) {
        throw new Error(`${path}: raw SQL has to be a template, so that it can be checked`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return queries;
}

const isRawTag = (tag: ts.Expression) => ts.isPropertyAccessExpression(tag) && TAGS.has(tag.name.text);

function textOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  const rest = template.templateSpans.map(({ literal }, index) => `$${index + 1}${literal.text}`);
  return template.head.text + rest.join("");
}

function rowOf(node: ts.TaggedTemplateExpression, checker: ts.TypeChecker): RowField[] | null {
  const [named] = node.typeArguments ?? [];
  if (!named) return null;
  const rows = checker.getTypeFromTypeNode(named);
  const row = checker.getIndexTypeOfType(rows, ts.IndexKind.Number);
  if (!row) return [];
  return checker.getPropertiesOfType(row).map((property) => fieldOf(property, node, checker));
}

function fieldOf(property: ts.Symbol, at: ts.Node, checker: ts.TypeChecker): RowField {
  const type = checker.getTypeOfSymbolAtLocation(property, at);
  const parts = type.isUnion() ? type.types : [type];
  const empty = (part: ts.Type) => (part.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) !== 0;
  const values = parts.filter((part) => !empty(part));
  const element = values.length === 1 && values[0] ? elementOf(values[0], checker) : undefined;
  const items = element ? (element.isUnion() ? element.types : [element]) : values;
  const literals = items.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  const names = new Set(
    items.map((part) => checker.typeToString(widened(part, checker)) + (element ? "[]" : "")),
  );
  return {
    name: property.name,
    type: [...names]
      .toSorted()
      .join(" | ")
      .replace(/^readonly /, ""),
    literals,
    nullable: parts.some(empty) || (type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) !== 0,
  };
}

/** What an array holds; undefined for what is no array. */
const elementOf = (type: ts.Type, checker: ts.TypeChecker) =>
  checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;

const widened = (type: ts.Type, checker: ts.TypeChecker) =>
  type.flags & (ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral | ts.TypeFlags.BooleanLiteral)
    ? checker.getBaseTypeOfLiteralType(type)
    : type;
