// Shows, beside a Chinese name as it is typed, its traditional characters, pinyin and Palladius as the server computes
// them, and where an editor's own spelling goes before them.

import { asker, copyOf, onTyping } from "./asking.js";

const OVERRIDES = { "zh-Hant": "name_zh_hant", pinyin: "pinyin", palladius: "palladius" };

/** Watches the Chinese name of a term and its Chinese designations. */
export function showTranscriptions(form, page) {
  if (page.kind !== "term") {
    return;
  }
  const name = form.elements.namedItem("name_zh_hans");
  if (name) {
    ofName(form, name, page.transcriptions);
  }
  onTyping(form, ({ target }) => {
    if (/^designations-\d+-(text|language)$/.test(target.name ?? "")) {
      ofDesignation(form, target.name.replace(/(text|language)$/, ""), page.transcriptions);
    }
  });
}

function ofName(form, name, address) {
  // What an editor may not write stands there as a text, without a control.
  const fields = Object.entries(OVERRIDES).map(([of, field]) => [of, form.elements.namedItem(field)]);
  const written = fields.filter(([, field]) => field);
  const shown = new Shown(name, address, Object.fromEntries(written));
  onTyping(name, () => shown.ask(name.value));
  for (const [, field] of written) {
    onTyping(field, () => shown.show());
  }
  if (name.value) {
    shown.ask(name.value);
  }
}

const ofRows = new WeakMap();

function ofDesignation(form, prefix, address) {
  const text = form.elements.namedItem(`${prefix}text`);
  const isChinese = form.elements.namedItem(`${prefix}language`)?.value === "zh-Hans";
  if (!text) {
    return;
  }
  if (!ofRows.has(text)) {
    ofRows.set(text, new Shown(text, address, {}));
  }
  ofRows.get(text).ask(isChinese ? text.value : "");
}

/** The transcriptions shown below one control. */
class Shown {
  constructor(control, address, overrides) {
    this.overrides = overrides;
    this.computed = null;
    this.box = document.createElement("div");
    this.box.setAttribute("aria-live", "polite");
    control.after(this.box);
    this.asker = asker(address, (answer) => {
      this.computed = answer;
      this.show();
    });
  }

  ask(text) {
    this.asker(text.trim() ? { text: text.trim() } : null);
  }

  show() {
    if (!this.computed) {
      this.box.replaceChildren();
      return;
    }
    const list = copyOf("transcriptions-shown");
    for (const line of list.querySelectorAll("[data-of]")) {
      const override = this.overrides[line.dataset.of]?.value.trim() ?? "";
      line.hidden = !(override || this.computed[line.dataset.of]);
      line.querySelector(".computed").textContent = this.computed[line.dataset.of];
      line.querySelector(".value").textContent = override;
      line.querySelector(".written").hidden = !override;
      line.classList.toggle("is-overridden", Boolean(override));
    }
    this.box.replaceChildren(list);
  }
}
