/* Python in a worker: Pyodide, impsim and one function of it, impsim.playground.bridge.call(). Messages are
 * {id, name, given} and are answered by {id, answer} or {id, defect}; {state} tells how far it has come.
 */
import { fromPicture } from "./picture.js";

const HOME = "/impsim";

/** What impsim/playground/standing.py needs of a browser that can switch WebAssembly's stacks; else undefined, Python's None. */
function switching(python) {
  if (typeof WebAssembly.Suspending !== "function") return undefined;
  const wait = python.runPython("from pyodide.ffi import run_sync; run_sync");
  return {
    start: (function_) => {
      const kept = function_.copy();
      kept.callPromising().finally(() => kept.destroy());
    },
    deferred: () => Promise.withResolvers(),
    wait,
  };
}

async function file(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

async function begin() {
  const picture = file("python.bin").then((response) => new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  const archive = file("impsim.zip").then((response) => response.arrayBuffer());
  postMessage({ state: "loading Python" });
  const python = await fromPicture(new URL("pyodide/", import.meta.url).href, picture);
  postMessage({ state: "loading impsim" });
  python.unpackArchive(await archive, "zip", { extractDir: HOME });
  const stacks = switching(python);
  python.globals.set("switching", stacks);
  const call = python.runPython(`
from impsim.playground import bridge, standing
standing.settle(switching)
bridge.call
`);
  return stacks ? (name, given) => call.callPromising(name, given) : (name, given) => call(name, given);
}

const ready = begin();
ready.then(() => postMessage({ state: "ready" }), (error) => postMessage({ state: "failed", reason: String(error) }));

let line = ready.catch(() => {}); // one call at a time, in order

self.onmessage = ({ data: { id, name, given } }) => {
  line = line.then(async () => {
    try {
      postMessage({ id, answer: await (await ready)(name, given) });
    } catch (error) {
      const deep = error instanceof RangeError;
      const defect = deep ? "The program, or what it made, is nested more deeply than this browser can follow." : String(error.message || error);
      postMessage({ id, defect, deep, fatal: Boolean(error.pyodide_fatal_error) || deep });
    }
  });
};
