import ts from "typescript";

/** A text that people read, written in a file and not in the catalogue. */
export interface FoundText {
  readonly line: number;
  readonly text: string;
}

/** Attributes and properties of parts that show or say what they are given. */
const VISIBLE =
  /^(title|label|alt|placeholder|hint|error|lead|over|facts|summary|description|text|name|about|aria-(label|description|roledescription|valuetext|placeholder))$/;

/** Attributes and properties that hold no words for people, whatever they look like. */
const TECHNICAL =
  /^(className|class|style|d|viewBox|transform|points|href|src|action|rel|sizes|srcSet|allow|sandbox|referrerPolicy|gridTemplate|type|key|id|name|value|role|htmlFor|autoComplete|pattern|content|property|kind|variant|size|font|media|shortcut)$/;

/** Functions and tagged templates whose strings are for programs: selectors, names, patterns, SQL, developers. */
const CALLS =
  /^(querySelector(All)?|closest|matches|getElementById|get|has|set|getItem|setItem|removeItem|getAll|append|delete|addEventListener|removeEventListener|dispatchEvent|createElement|createElementNS|setAttribute|getAttribute|toggleAttribute|matchMedia|fetch|includes|startsWith|endsWith|split|join|replace|replaceAll|match|test|RegExp|Error|TypeError|regex|literal|enum|execCommand|postMessage|URL|redirect|revalidatePath|import|require|NumberFormat|DateTimeFormat|Collator|Segmenter|MediaMetadata|CustomEvent|toLocaleString|localeCompare|setProperty|getPropertyValue|supports|mark|measure|warn|log)$/;

/** Elements whose words are a command, an address or a key: the same in every language. */
const CODE = /^(code|pre|kbd|Kbd)$/;

const LETTERS = /\p{L}{2}|^[AI]$/u;
const WORDS = /\p{L}[\p{L}’',.:;]* +[“(]?\p{L}/u;

/**
 * Finds the texts of a file. Texts are the words between tags, the strings that stand among them, visible attributes
 * and properties, and every string of two words or more that is not plainly for a program.
 */
export function findTexts(path: string, source: string): FoundText[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: FoundText[] = [];
  const add = (node: ts.Node, text: string) =>
    found.push({
      line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1,
      text: text.trim().replace(/\s+/g, " "),
    });

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isJsxElement(node) && CODE.test(node.openingElement.tagName.getText(file))) return;
    if (ts.isJsxText(node)) {
      if (LETTERS.test(node.text)) add(node, node.text);
      return;
    }
    const text = stringOf(node);
    if (text !== undefined && isText(node, text)) add(node, text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The words of a string or template; the places of a template count as a gap. */
function stringOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(" … ");
  return undefined;
}

function isText(node: ts.Node, text: string): boolean {
  if (!LETTERS.test(text)) return false;
  const place = placeOf(node);
  // An address, or the name of a licence.
  if (place === "program" || /^(https?:|CC )/.test(text)) return false;
  // A code that is handed to a function, as in `problemOf("bad-form")`.
  if (place === "shown") return !(/^[a-z][\w-]*$/.test(text) && isHandedOn(node));
  return (
    WORDS.test(text) && !/^private, /.test(text) && !/^[a-z-]+:|[{};<>]|^[\w-]+( [\w-]+)*\/|=/.test(text)
  );
}

/** Whether a string stands in a list, an object or a call, and is not itself what stands between tags. */
function isHandedOn(node: ts.Node): boolean {
  for (let { parent } = node; parent && !ts.isJsxExpression(parent); parent = parent.parent)
    if (ts.isCallExpression(parent) || ts.isArrayLiteralExpression(parent)) return true;
  return false;
}

/** Whether a string is shown to people, is for a program, or might be either. */
function placeOf(node: ts.Node): "shown" | "program" | "either" {
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (ts.isJsxAttribute(parent)) {
      const name = parent.name.getText();
      // `name` is that of a form's field, unless a part of ours shows it: those begin with a capital.
      if (name === "name" && (isElement(parent) || !/^\p{Lu}/u.test(stringOf(node) ?? ""))) return "program";
      if (VISIBLE.test(name)) return "shown";
      return TECHNICAL.test(name) || name.startsWith("data-") ? "program" : "either";
    }
    if (ts.isJsxSpreadAttribute(parent)) return "either";
    if (ts.isJsxExpression(parent) && ts.isJsxElement(parent.parent)) return "shown";
    if (ts.isJsxExpression(parent) && ts.isJsxFragment(parent.parent)) return "shown";
    if (ts.isPropertyAssignment(parent)) {
      if (parent.name === child) return "program";
      const name = parent.name.getText();
      if (/^(title|description|label|placeholder|alt)$/.test(name)) return "shown";
      if (TECHNICAL.test(name)) return "program";
    }
    if (ts.isBinaryExpression(parent) && isComparison(parent.operatorToken.kind)) return "program";
    if (ts.isConditionalExpression(parent) && parent.condition === child) return "program";
    if (ts.isElementAccessExpression(parent) && parent.argumentExpression === child) return "program";
    if (ts.isCaseClause(parent) && parent.expression === child) return "program";
    if (ts.isThrowStatement(parent) || ts.isTaggedTemplateExpression(parent)) return "program";
    // A directive, such as "use server".
    if (ts.isExpressionStatement(parent) && parent.expression === child) return "program";
    if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== child) {
      const name = parent.expression.getText().split(/[.?]+/).at(-1) ?? "";
      if (CALLS.test(name)) return "program";
    }
    // Statements end the search: what a function returns is shown or not by whoever calls it.
    if (ts.isStatement(parent) || ts.isFunctionLike(parent)) return "either";
  }
  return "either";
}

/** Whether an attribute stands on an element of HTML, and not on a part of ours. */
const isElement = (attribute: ts.JsxAttribute) => /^[a-z]/.test(attribute.parent.parent.tagName.getText());

function isComparison(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.InKeyword
  );
}
