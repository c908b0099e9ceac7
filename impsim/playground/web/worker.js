/* Python in a worker: Pyodide, impsim and one function of it, impsim.playground.bridge.call(). Messages are
 * {id, name, given} and are answered by {id, answer} or {id, defect}; {state} tells how far it has come.
 */
import { loadPyodide } from "./pyodide/pyodide.mjs";

const HOME = "/impsim";

/** What impsim/playground/standing.py needs of a browser that can switch WebAssembly's stacks; else null. */
function switching(python) {
  if (typeof WebAssembly.Suspending !== "function") return null;
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

async function begin() {
  const archive = fetch(new URL("impsim.zip", import.meta.url)).then((response) => {
    if (!response.ok) throw new Error(`impsim.zip: ${response.status}`);
    return response.arrayBuffer();
  });
  postMessage({ state: "loading Python" });
  const python = await loadPyodide({ indexURL: new URL("pyodide/", import.meta.url).href });
  postMessage({ state: "loading impsim" });
  python.unpackArchive(await archive, "zip", { extractDir: HOME });
  const stacks = switching(python);
  python.globals.set("switching", stacks);
  python.runPython(`
import sys
sys.path.insert(0, "${HOME}")
from impsim.playground import bridge, standing
standing.settle(switching)
`);
  const call = python.runPython("bridge.call");
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
      postMessage({ id, defect: String(error.message || error) });
    }
  });
};
