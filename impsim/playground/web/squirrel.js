/* Squirrel's tokens, for colours: a tokenizer for CodeMirror's StreamLanguage. It knows words, not meanings. */

const words = (text) => new Set(text.split(" "));

const KEYWORDS = words("base break case catch class clone constructor continue default delete do else enum extends for foreach "
  + "function if in instanceof local resume return static switch throw try typeof while yield const rawcall");
const ATOMS = words("true false null this");
const OBJECTS = words("imp server agent device hardware nv http math string table array blob crypto mqtt");

/** The rest of a comment of several lines. */
function comment(stream, state) {
  if (stream.skipTo("*/")) {
    stream.match("*/");
    state.inside = null;
  } else stream.skipToEnd();
  return "comment";
}

/** The rest of a string of several lines: @"…", in which "" is a quote. */
function verbatim(stream, state) {
  while (stream.skipTo('"')) {
    stream.next();
    if (!stream.eat('"')) {
      state.inside = null;
      return "string";
    }
  }
  stream.skipToEnd();
  return "string";
}

function quoted(stream, quote) {
  for (let escaped = false, found = stream.next(); found !== undefined; found = stream.next()) {
    if (found === quote && !escaped) break;
    escaped = found === "\\" && !escaped;
  }
  return "string";
}

function word(stream, state) {
  stream.match(/^\w*/);
  const found = stream.current();
  const member = state.before === ".";
  const after = state.before;
  state.before = found;
  if (member) return stream.match(/^\s*\(/, false) ? "function" : "propertyName";
  if (KEYWORDS.has(found)) return "keyword";
  if (ATOMS.has(found)) return "atom";
  if (after === "function" || after === "class") return "definition";
  if (OBJECTS.has(found)) return "builtin";
  if (/^[A-Z][A-Z0-9_]+$/.test(found)) return "constant";
  return stream.match(/^\s*\(/, false) ? "function" : "variableName";
}

export const squirrel = {
  name: "squirrel",
  languageData: { commentTokens: { line: "//", block: { open: "/*", close: "*/" } }, closeBrackets: { brackets: ["(", "[", "{", '"'] } },
  startState: () => ({ inside: null, before: "" }),
  token(stream, state) {
    if (state.inside) return state.inside(stream, state);
    if (stream.eatSpace()) return null;
    if (stream.match("//") || stream.match("#")) {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.match("/*")) {
      state.inside = comment;
      return comment(stream, state);
    }
    if (stream.match('@"')) {
      state.inside = verbatim;
      return verbatim(stream, state);
    }
    if (stream.match(/^(0x[\da-fA-F]+|\d+(\.\d*)?([eE][+-]?\d+)?|\.\d+)/)) return "number";
    const next = stream.next();
    if (next === '"' || next === "'") return quoted(stream, next);
    if (/[A-Za-z_]/.test(next)) return word(stream, state);
    state.before = next;
    return /[-+*/%<>=!&|^~?:@]/.test(next) ? "operator" : "punctuation";
  },
  /** A line is indented as its block: four spaces for each bracket that is open. */
  indent: null,
};
