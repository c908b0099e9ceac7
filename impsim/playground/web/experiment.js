/* An experiment as the page holds it, and as a link carries it. impsim/playground/experiment.py says what is in it.
 *
 * A link has it in its fragment, which browsers send to nobody: JSON, compressed (zlib, whose checksum tells a damaged
 * link), in the letters of base64url.
 */
const KINDS = {
  device: "string", agent: "string", world: "string", model: "string", impos: "string", network: "string", seed: "number",
  watch: "array", parts: "object", actions: "array",
};
const EMPTY = { device: "", agent: "", world: "", model: "imp005", impos: "", network: "all", seed: 1, watch: [], parts: {}, actions: [] };
const LARGEST = 4 << 20; // bytes of an experiment: a link may be made to unfold into any number
const WORD = "x="; // before what a link carries

/** What a link carries is no experiment. */
export class Damaged extends Error {}

export function whole(given) {
  const made = structuredClone(EMPTY);
  for (const name of Object.keys(KINDS)) if (given[name] !== undefined) made[name] = structuredClone(given[name]);
  return made;
}

function kindOf(value) {
  return Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
}

/** An experiment from elsewhere. Throws Damaged. */
export function checked(given) {
  if (kindOf(given) !== "object") throw new Damaged("it holds no experiment");
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(KINDS, name)) throw new Damaged(`it holds '${name}', which this version does not know`);
    if (kindOf(value) !== KINDS[name]) throw new Damaged(`its '${name}' is not of its kind`);
  }
  const { seed, watch, actions } = whole(given);
  if (!Number.isInteger(seed) || seed < 0) throw new Damaged("its 'seed' is no number");
  if (watch.some((text) => typeof text !== "string")) throw new Damaged("its 'watch' is not of its kind");
  for (const action of actions) {
    if (kindOf(action) !== "object" || !Number.isInteger(action.at_us) || action.at_us < 0 || typeof action.do !== "string") {
      throw new Damaged("one of its actions is none");
    }
  }
  return whole(given);
}

/** Only what is not as it is anyway. */
function short(experiment) {
  return Object.fromEntries(Object.entries(experiment).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(EMPTY[name])));
}

async function through(bytes, transform) {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const chunks = [];
  let size = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    size += value.length;
    if (size > LARGEST) throw new Damaged("it is too large");
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** The fragment of a link. */
export async function fragmentOf(experiment) {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(short(experiment))), new CompressionStream("deflate"));
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return `#${WORD}${btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** The experiment in a fragment, null if there is none. Throws Damaged. */
export async function inFragment(fragment) {
  if (!fragment.startsWith(`#${WORD}`)) return null;
  try {
    const letters = atob(fragment.slice(WORD.length + 1).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = await through(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)), new DecompressionStream("deflate"));
    return checked(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch (error) {
    throw error instanceof Damaged ? error : new Damaged("a part of it is missing or was changed");
  }
}
