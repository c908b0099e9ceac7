/* Makes the picture of a Python that has impsim loaded and has run it, from which the page's worker begins:
 *
 *     node snapshot.mjs PYODIDE impsim.zip python.bin
 *
 * Whatever differs from one build to the next is taken from Python first: the time, and randomness.
 */
import nodeCrypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const NOW = Date.UTC(2019, 2, 1);
const HOME = "/impsim";

let number = 0;
function fill(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let index = 0; index < bytes.length; index++) {
    number = (Math.imul(number, 1103515245) + 12345) & 0x7fffffff;
    bytes[index] = number >> 16;
  }
  return view;
}
nodeCrypto.randomFillSync = fill;
Object.defineProperty(globalThis, "crypto", { value: { getRandomValues: fill } });
const TrueDate = Date;
globalThis.Date = class extends TrueDate {
  constructor(...given) {
    super(...(given.length ? given : [NOW]));
  }

  static now() {
    return NOW;
  }
};
let passed = 0;
Object.defineProperty(performance, "now", { value: () => (passed += 1) });

// Python notes at its start whether stacks can be switched, and the picture has that note. Nothing is switched here; the
// worker asks the browser before it does.
WebAssembly.Suspending ??= function Suspending(function_) {
  return function_;
};
WebAssembly.promising ??= (function_) => async (...given) => function_(...given);

const [pyodide, archive, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ _makeSnapshot: true, env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" } });
python.unpackArchive(new Uint8Array(readFileSync(archive)), "zip", { extractDir: HOME });
python.runPython(`
import sys
sys.path.insert(0, "${HOME}")
from impsim.playground import warm
warm.up()
`);
writeFileSync(target, gzipSync(python.makeMemorySnapshot(), { level: 9 }));
