/* Markdown as elements: what lessons and the pages of codes are written in, and no more than that. Text becomes text:
 * nothing of it is ever read as HTML.
 */
import { make } from "./viewer/cards.js";

const FENCE = /^\s*(```|~~~)\s*\w*\s*(\w*)/;
const CAPTIONS = { fails: "This fails:", works: "This works:" }; // of a program
const ITEM = /^(\s*)([-*]|\d+\.)\s+(.*)$/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const ROW = /^\s*\|(.*)\|\s*$/;
const INLINE = /(`+)(.+?)\1|\*\*(.+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|\[([^\]]+)\]\(([^)\s]+)\)|<(https:[^>\s]+)>/;

/** The elements of a text.  level: of its highest heading on the page. */
export function fromMarkdown(text, level = 3) {
  const lines = text.replace(/<!--[^]*?-->/g, "").split("\n");
  const made = [];
  while (lines.length) {
    const element = block(lines, level);
    if (element) made.push(element);
  }
  return made;
}

/** Takes the next block off the lines. */
function block(lines, level) {
  const line = lines[0];
  if (!line.trim()) return void lines.shift();
  if (FENCE.test(line)) return fenced(lines);
  if (/^ {4}/.test(line)) return code(takeWhile(lines, (next) => /^ {4}/.test(next) || !next.trim()).map((next) => next.slice(4)));
  const heading = HEADING.exec(line);
  if (heading) {
    lines.shift();
    return make(`h${Math.min(6, level + heading[1].length - 1)}`, {}, ...inline(heading[2]));
  }
  if (ROW.test(line)) return table(takeWhile(lines, (next) => ROW.test(next)));
  if (ITEM.test(line)) return list(lines);
  return make("p", {}, ...inline(takeWhile(lines, isPlain).join(" ")));
}

function isPlain(line) {
  return line.trim() && !FENCE.test(line) && !HEADING.test(line) && !ITEM.test(line) && !ROW.test(line);
}

function takeWhile(lines, wanted) {
  let count = 1; // the first one has been looked at
  while (count < lines.length && wanted(lines[count])) count++;
  return lines.splice(0, count);
}

function fenced(lines) {
  const [, fence, what] = FENCE.exec(lines.shift());
  const end = lines.findIndex((line) => line.trim().startsWith(fence));
  const body = lines.splice(0, end < 0 ? lines.length : end);
  lines.shift();
  return Object.hasOwn(CAPTIONS, what) ? make("div", {}, make("p", { class: "note" }, CAPTIONS[what]), code(body)) : code(body);
}

function code(lines) {
  const text = lines.join("\n").replace(/\n+$/, "");
  return make("pre", { tabindex: "0", class: "scrolls" }, make("code", {}, text));
}

function list(lines) {
  const [, indent, mark] = ITEM.exec(lines[0]);
  const items = [];
  while (lines.length) {
    const item = ITEM.exec(lines[0]);
    if (item && item[1].length <= indent.length) {
      lines.shift();
      items.push([item[3]]);
    } else if (/^\s+\S/.test(lines[0])) items[items.length - 1].push(lines.shift().trim());
    else if (!lines[0].trim() && ITEM.test(lines[1] || "")) lines.shift();
    else break;
  }
  return make(/\d/.test(mark) ? "ol" : "ul", {}, ...items.map((item) => make("li", {}, ...inline(item.join(" ")))));
}

function table(lines) {
  const rows = lines.map((line) => ROW.exec(line)[1].split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|")));
  const rule = rows.findIndex((row) => row.every((cell) => /^:?-+:?$/.test(cell)));
  const cells = (name, row) => make("tr", {}, ...row.map((cell) => make(name, {}, ...inline(cell))));
  const head = rule === 1 && rows[0].some(Boolean) ? [make("thead", {}, cells("th", rows[0]))] : [];
  return make("table", { class: "plain" }, ...head, make("tbody", {}, ...rows.slice(rule + 1).map((row) => cells("td", row))));
}

function inline(text) {
  const found = INLINE.exec(text);
  if (!found) return text ? [text] : [];
  const [whole, , verbatim, strong, emphasised, label, target, address] = found;
  const made = verbatim !== undefined ? make("code", {}, verbatim.trim())
    : strong !== undefined ? make("strong", {}, ...inline(strong))
      : emphasised !== undefined ? make("em", {}, ...inline(emphasised))
        : link(label || address, target || address);
  return [text.slice(0, found.index), made, ...inline(text.slice(found.index + whole.length))].filter((part) => part !== "");
}

/** What leads to a page of somebody else; a place in our own documentation is only named. */
function link(label, target) {
  if (!/^https:/.test(target)) return make("span", {}, ...inline(label));
  return make("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, ...inline(label));
}
