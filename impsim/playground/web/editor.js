/* A program's editor: CodeMirror with Squirrel's colours, problems under their places, and the line at work.
 *
 * It stands in a shadow root, where CodeMirror's styles are objects of the page: the content security policy allows no
 * styles but those of our files. Tab indents; Escape and then Tab leaves, as the description says.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { squirrel } from "./squirrel.js";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: [tags.number, tags.atom], color: "var(--code-number)" },
  { tag: tags.standard(tags.name), color: "var(--code-builtin)" },
  { tag: [tags.function(tags.name), tags.definition(tags.name)], color: "var(--code-function)" },
  { tag: tags.constant(tags.name), color: "var(--code-number)" },
]);
const language = StreamLanguage.define({
  ...squirrel,
  tokenTable: {
    definition: tags.definition(tags.name), function: tags.function(tags.name), builtin: tags.standard(tags.name),
    constant: tags.constant(tags.name), atom: tags.atom,
  },
});
const look = EditorView.theme({
  "&": { height: "100%", fontSize: "0.875rem", color: "var(--ink)", backgroundColor: "var(--surface)" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--faint)", border: "none" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--chosen) 45%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--chosen) !important" },
  ".cm-at-work": { backgroundColor: "var(--changed)" },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--edge)", maxWidth: "36rem" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--failed)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--trying)" },
  ".cm-matchingBracket": { outline: "1px solid var(--edge)", backgroundColor: "transparent !important" },
});

/** Which line is at work; 0 for none. */
const atWork = StateEffect.define();
const workLine = StateField.define({
  create: () => Decoration.none,
  update(lines, change) {
    for (const effect of change.effects) if (effect.is(atWork)) return lineOf(change.state, effect.value);
    return change.docChanged ? Decoration.none : lines;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function lineOf(state, line) {
  if (line < 1 || line > state.doc.lines) return Decoration.none;
  return Decoration.set([Decoration.line({ class: "cm-at-work" }).range(state.doc.line(line).from)]);
}

export class Editor {
  /** label: what it is called.  kind: of text, "squirrel" or another.  onChange(): somebody has changed it.  onRun(): Ctrl-Enter. */
  constructor(host, label, kind, onChange, onRun) {
    const root = host.attachShadow({ mode: "open" });
    this.quiet = false;
    const extensions = [
      lineNumbers(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine(),
      highlightActiveLineGutter(), highlightSelectionMatches(), look, workLine,
      EditorState.tabSize.of(4), ...(kind === "squirrel" ? [indentUnit.of("    "), language, syntaxHighlighting(colours)] : []),
      keymap.of([{ key: "Mod-Enter", run: () => { onRun(); return true; } }, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
      EditorView.contentAttributes.of({ "aria-label": label, "aria-description": "Tab indents. Press Escape, then Tab, to leave.", spellcheck: "false" }),
      EditorView.updateListener.of((update) => { if (update.docChanged && !this.quiet) onChange(); }),
    ];
    this.view = new EditorView({ parent: root, root, state: EditorState.create({ extensions }) });
    this.extensions = extensions;
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** Another program: nothing of the one before can be undone into it. */
  set text(text) {
    if (text === this.text) return;
    this.quiet = true;
    this.view.setState(EditorState.create({ doc: text, extensions: this.extensions }));
    this.quiet = false;
  }

  /** problems: line, column, message, why, hint, code, severity. */
  show(problems) {
    const marks = problems.filter((problem) => problem.line > 0).map((problem) => this.mark(problem));
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  mark({ line, column, message, why, hint, code, severity }) {
    const doc = this.view.state.doc;
    const at = doc.line(Math.min(line, doc.lines));
    const from = Math.min(at.from + Math.max(0, column - 1), at.to);
    const word = this.view.state.wordAt(from);
    const to = word && word.from === from ? word.to : Math.min(from + 1, at.to);
    const told = [message, why, hint && `Hint: ${hint}`].filter(Boolean).join("\n");
    return { from, to: Math.max(from, to), severity: severity || "error", message: told, source: code || "" };
  }

  /** Marks the line that is at work; 0 for none. */
  work(line) {
    this.view.dispatch({ effects: atWork.of(line) });
  }

  /** Puts the cursor at a place and shows it. */
  reveal(line, column = 1) {
    const doc = this.view.state.doc;
    const at = doc.line(Math.max(1, Math.min(line, doc.lines)));
    const anchor = Math.min(at.from + Math.max(0, column - 1), at.to);
    this.view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    this.view.focus();
  }

  focus() {
    this.view.focus();
  }
}
