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
  /** The number of probable mistakes. */
  readonly onProblems: (count: number) => void;
  readonly onHear: () => void;
  readonly onTime: () => void;
  readonly onSend: () => void;
}

/** An editor, as seen from outside. */
export interface CodeEditor {
  text(): string;
  /** Replaces the text. Undo restores the old one. */
  replace(text: string): void;
  /** The position of the caret, in UTF-16 code units. */
  caret(): number;
  /** Sets the time of the word or timestamp at the caret. */
  time(seconds: number): void;
  /** Goes to the next probable mistake. */
  nextProblem(): void;
  focus(): void;
  close(): void;
}

// In milliseconds: long enough not to check between two keys, short enough that the writer still thinks of the place.
const LOOK_AFTER = 400;

/**
 * Makes an editor for a transcript's Markdown. It draws and colours only what is in view, so a key press costs the
 * same in a long text as in a short one. It looks for mistakes in pauses, and only in changed lines.
 */
export function makeEditor(options: Options): CodeEditor {
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({ doc: options.text, extensions: extensions(options) }),
  });
  // Keyboard users must be able to scroll, also in browsers that do not make the text focusable.
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
      // Replace only what differs, so that the caret keeps its word.
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

/** The single change that turns one text into another. */
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
    // Only "\n" ends a line; everything else stays as it is.
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

// A colour for each kind of Markdown. The patterns serve the eye; the parser has its own.
const PROSE: readonly [RegExp, Decoration][] = [
  [/(?<!\\)\\*\[ *(?:unint|inaudible|cross-?talk)[^[\]\n]*\]/gi, style("gap")],
  [/(?<!\\)\\*\[[ \\]*\d{1,3}:\d{2}[\d:. ]*\\*\]/g, style("time")],
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
