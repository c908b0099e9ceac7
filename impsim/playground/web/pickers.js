/* Which imp: model, release, networks in reach, seed; and the examples. */
import { make } from "./viewer/cards.js";
import { byId } from "./dialog.js";

const NETWORKS = { all: "all in reach", wifi: "only Wi-Fi", ethernet: "only Ethernet", cell: "only cellular", none: "none in reach" };

export class Pickers {
  /** onChange(): another imp.  onExample(example): one was chosen. */
  constructor(catalogue, onChange, onExample) {
    this.models = new Map(catalogue.models.map((model) => [model.name, model]));
    byId("model").replaceChildren(...[...this.models.keys()].map((name) => make("option", {}, name)));
    byId("model").addEventListener("change", () => {
      this.fill(byId("impos").value, byId("network").value);
      onChange();
    });
    for (const id of ["impos", "network", "seed"]) byId(id).addEventListener("change", onChange);
    byId("examples").append(...catalogue.examples.map(({ id, title }) => make("option", { value: id }, title)));
    byId("examples").addEventListener("change", () => {
      const example = catalogue.examples.find(({ id }) => id === byId("examples").value);
      byId("examples").value = "";
      if (example) onExample(example);
    });
  }

  get model() {
    return this.models.get(byId("model").value);
  }

  get chosen() {
    const seed = Math.max(0, Math.min(Math.trunc(Number(byId("seed").value)) || 0, 2147483647));
    return { model: byId("model").value, impos: byId("impos").value, network: byId("network").value, seed };
  }

  /** What an experiment says; a model that is not known stays to be seen. */
  choose({ model, impos, network, seed }) {
    if (!this.models.has(model)) {
      this.models.set(model, { name: model, lines: [], newest: "", radios: [], joints: {}, verbs: [] });
      byId("model").append(make("option", {}, model));
    }
    byId("model").value = model;
    this.fill(impos, network);
    byId("seed").value = String(seed);
  }

  /** Only releases that the model ran, only networks that it can have. */
  fill(impos, network) {
    const { lines, newest, radios } = this.model;
    const known = lines.map(({ line }) => String(line));
    const release = impos || String(newest);
    const options = lines.map(({ line, release: full }) => make("option", { value: line }, full));
    if (!known.includes(release) && !lines.length) options.push(make("option", { value: release }, release));
    byId("impos").replaceChildren(...options);
    byId("impos").value = known.includes(release) || !lines.length ? release : String(newest);
    const kinds = radios.length > 1 ? ["all", ...radios.map(({ kind }) => kind), "none"] : ["all", "none"];
    byId("network").replaceChildren(...kinds.map((kind) => make("option", { value: kind }, NETWORKS[kind])));
    byId("network").value = kinds.includes(network) ? network : "all";
  }
}
