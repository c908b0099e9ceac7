/* Python from a picture of its memory, which tools/playground/snapshot.mjs has made: a third of the time that it takes to
 * start it and to load impsim.
 *
 * Pyodide can do so (`_loadSnapshot`), though it is not in its documentation, and leaves two things to us. Memory has to be as
 * large as the picture before that is copied into it. And the picture holds a number that means something only where it
 * was made: the place, in the table of functions, of the one by which Python calls functions of other types
 * (_PyEM_TrampolineCall). With none Python calls by way of JavaScript, and then stacks cannot be switched. So both are looked
 * after while Pyodide starts. Its version is pinned, and a test switches stacks.
 */
import { loadPyodide } from "./pyodide/pyodide.mjs";

const PAGE = 65536;
const ENVIRONMENT = { PYTHONHASHSEED: "0", HOME: "/home/pyodide" }; // as when the picture was made

/** picture: the promise of its bytes, an ArrayBuffer. */
export async function fromPicture(indexURL, picture) {
  const instead = watch(picture);
  try {
    const python = await loadPyodide({ indexURL, env: ENVIRONMENT, _loadSnapshot: picture });
    const { HEAP32, __PyRuntime: runtime, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: offset } = python._module;
    HEAP32[(runtime + HEAP32[offset / 4]) / 4] = instead.trampoline;
    return python;
  } finally {
    instead.end();
  }
}

/** Looks on while WebAssembly is set up.  trampoline: the place of that function, 0 for none. */
function watch(picture) {
  const { instantiate, instantiateStreaming, Instance } = WebAssembly;
  const set = WebAssembly.Table.prototype.set;
  let function_ = null;
  const watching = {
    trampoline: 0,
    end() {
      Object.assign(WebAssembly, { instantiate, instantiateStreaming, Instance });
      WebAssembly.Table.prototype.set = set;
    },
  };
  const withRoom = (make) => async (...given) => {
    const made = await make.apply(WebAssembly, given);
    await makeRoom((made.instance || made).exports.memory, picture);
    return made;
  };
  Object.assign(WebAssembly, { instantiate: withRoom(instantiate), instantiateStreaming: withRoom(instantiateStreaming) });
  WebAssembly.Instance = function (...given) {
    const made = new Instance(...given);
    function_ = made.exports.trampoline_call || function_;
    return made;
  };
  WebAssembly.Table.prototype.set = function (index, value) {
    if (function_ && value === function_) watching.trampoline = index;
    return set.call(this, index, value);
  };
  return watching;
}

async function makeRoom(memory, picture) {
  if (!memory) return;
  const missing = (await picture).byteLength - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
}
