import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { type Diagnostic, forEachDiagnostic, linter, lintKeymap, nextDiagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { problemText } from "@/components/correct/problem-text";
import { timeBody } from "@/transcript";
import { type ProblemCache, problems } from "@/transcript/problems";

interface Options {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly newsletter: boolean;
  readonly onChange: () => void;
  /** How many places are to be looked at. */
  readonly onProblems: (count: number) => void;
  readonly onHear: () => void;
  readonly onTime: () => void;
  readonly onSend: () => void;
}

/** A text that is edited, and what is done with it from outside. */
export interface CodeEditor {
  text(): string;
  /** Puts another text in place of it; what was there can be had back by undoing. */
  replace(text: string): void;
  /** Where the caret is, in UTF-16 units. */
  caret(): number;
  /** Sets the moment of the word, or of the timestamp, at the caret. */
  time(seconds: number): void;
  /** Goes to the next place that is to be looked at. */
  nextProblem(): void;
  focus(): void;
  close(): void;
}

// Long enough that nothing is looked for between two keys, short enough to be seen while one still thinks of it.
const LOOK_AFTER = 400;

/**
 * Makes an editor of a transcript's Markdown. Only what is in sight is drawn and marked, so that a key costs the same in
 * a long text as in a short one; what is wrong is looked for in the pauses, and only in lines that have changed.
 */
export function makeEditor(options: Options): CodeEditor {
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({ doc: options.text, extensions: extensions(options) }),
  });
  // What scrolls can be scrolled by keys alone, also where the browser does not count the text in it as a place to be.
  view.scrollDOM.tabIndex = 0;
  return {
    text: () => view.state.doc.toString(),
    replace: (text) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
        scrollIntoView: true,
      }),
    caret: () => view.state.selection.main.head,
    time: (seconds) => {
      const { head } = view.state.selection.main;
      const line = view.state.doc.lineAt(head);
      const timed = timeBody(line.text, head - line.from, seconds);
      // What differs alone, so that the caret stays at its word.
      if (timed !== null) view.dispatch({ changes: difference(line.from, line.text, timed) });
      view.focus();
    },
    nextProblem: () => {
      nextDiagnostic(view);
      view.focus();
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}

/** What makes one text of another, as a single change. */
function difference(at: number, before: string, after: string) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from: at + start, to: at + before.length - end, insert: after.slice(start, after.length - end) };
}

function extensions(options: Options): Extension[] {
  const { label, newsletter, onChange, onProblems, onHear, onTime, onSend } = options;
  const cache: ProblemCache = new Map();
  const does = (act: () => void) => () => {
    act();
    return true;
  };
  return [
    // Only "\n" ends a line; all else is kept as it is.
    EditorState.lineSeparator.of("\n"),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true" }),
    history(),
    highlightSelectionMatches(),
    keymap.of([
      { key: "Mod-Enter", run: does(onSend) },
      { key: "Alt-p", run: does(onHear) },
      { key: "Alt-t", run: does(onTime) },
      ...lintKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange();
      let count = 0;
      forEachDiagnostic(update.state, () => {
        count += 1;
      });
      onProblems(count);
    }),
    linter(
      (view): Diagnostic[] =>
        problems(view.state.doc.toString(), { newsletter }, cache).map(({ kind, start, end }) => ({
          from: start,
          to: end,
          severity: "warning",
          message: problemText(kind),
        })),
      { delay: LOOK_AFTER },
    ),
    marked(newsletter ? PROSE : [...PROSE, LABEL]),
  ];
}

const style = (name: string) => Decoration.mark({ class: `cm-${name}` });

// What the text is made of, a colour each; the patterns are for the eye, the parser has its own.
const PROSE: readonly [RegExp, Decoration][] = [
  [/\\*\[ *(?:unint|inaudible|cross-?talk)[^[\]\n]*\]/gi, style("gap")],
  [/\\*\[[ \\]*\d{1,3}:\d{2}[\d:. ]*\\*\]/g, style("time")],
  [/\[[^[\]\n]*\]\([^)\n]*\)/g, style("link")],
  [/^#{1,6} .*$/gm, style("heading")],
  [/`[^`\n]+`/g, style("code")],
];
const LABEL: [RegExp, Decoration] = [/^(?:#{1,6} )?\*\*[^*\n]+?(?::\*\*|\*\* ?:)/gm, style("label")];

function marked(patterns: readonly (readonly [RegExp, Decoration])[]): Extension[] {
  return patterns.map(([regexp, decoration]) => {
    const matcher = new MatchDecorator({ regexp, decoration });
    return ViewPlugin.fromClass(
      class {
        decorations: DecorationSet;
        constructor(view: EditorView) {
          this.decorations = matcher.createDeco(view);
        }
        update(update: ViewUpdate) {
          this.decorations = matcher.updateDeco(update, this.decorations);
        }
      },
      { decorations: (plugin) => plugin.decorations },
    );
  });
}
