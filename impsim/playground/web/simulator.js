/* The worker with Python in it, as the page sees it. A worker that computes cannot be talked to: who wants it to stop
 * ends it, and a new one takes its place.
 *
 *     const simulator = new Simulator((state, reason) => …);   // "loading Python", …, "ready", "busy", "failed"
 *     const answer = await simulator.call("run", {experiment, until_us});
 */
export class Stopped extends Error {}

/** impsim itself has failed.  deep: only because the browser's stack was too small. */
export class Defect extends Error {
  constructor({ defect, deep }) {
    super(defect);
    this.deep = Boolean(deep);
  }
}

export class Simulator {
  constructor(onState) {
    this.onState = onState;
    this.waiting = new Map();
    this.count = 0;
    this.begin();
  }

  begin() {
    this.ready = false;
    this.onState("starting", "");
    this.worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = (event) => this.onState("failed", event.message || "the worker could not be loaded");
  }

  hear(data) {
    if (data.state) {
      this.ready = data.state === "ready";
      this.onState(this.ready && this.waiting.size ? "busy" : data.state, data.reason || "");
      return;
    }
    if (data.fatal) {
      this.afterFatal(data);
      return;
    }
    const { resolve, reject } = this.waiting.get(data.id);
    this.waiting.delete(data.id);
    if (this.waiting.size === 0) this.onState("ready", "");
    if (data.defect === undefined) resolve(JSON.parse(data.answer));
    else reject(new Defect(data));
  }

  /** The worker is of no more use. What it did before may be to blame, as when garbage is nested too deeply for the
   * browser's stack: so whatever waits is asked once more of a new one. */
  afterFatal(data) {
    const { id } = data;
    const first = this.waiting.get(id);
    this.worker.terminate();
    if (first.again) {
      this.waiting.delete(id);
      first.reject(new Defect(data));
    }
    first.again = true;
    this.begin();
    for (const [other, { name, given }] of this.waiting) this.worker.postMessage({ id: other, name, given });
  }

  /** What an operation of impsim/playground/bridge.py answers. Rejects with Stopped or Defect. */
  call(name, given) {
    const id = ++this.count;
    if (this.ready) this.onState("busy", "");
    return new Promise((resolve, reject) => {
      const text = JSON.stringify(given);
      this.waiting.set(id, { resolve, reject, name, given: text });
      this.worker.postMessage({ id, name, given: text });
    });
  }

  /** Ends what is being computed, and all that waits for it. */
  stop() {
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(new Stopped("stopped"));
    this.waiting.clear();
    this.begin();
  }
}
