// Offers, below a title in Latin letters, what the server computes from the title in its own script. Nothing is filled in
// unless an editor takes it over: how Chinese is divided into words, and what is a name, has to be read.

import { asker, copyOf, onTyping } from "./asking.js";
import { isControlChanged } from "./forms.js";

const FIELDS = ["title", "container_title"];
/** By the first part of the language of a work: where its own title stands, and the language of the other. */
const OWN = { ru: ["ru", "ru-Latn"], zh: ["zh_hans", "zh-Latn-pinyin"] };

/** Watches the titles of a work and its language. */
export function offerTransliterations(form, page) {
  const language = form.elements.namedItem("language");
  if (!["source", "treaty"].includes(page.kind)) {
    return;
  }
  for (const field of FIELDS) {
    const latin = form.elements.namedItem(`${field}_transliterated`);
    if (!latin || !language) {
      continue;
    }
    const offer = new Offer(form, field, latin, language, page.transliterations);
    for (const control of [language, latin, ...Object.values(OWN).map(([suffix]) => offer.named(suffix))]) {
      if (control) {
        onTyping(control, () => offer.ask());
      }
    }
    offer.ask();
  }
}

/** What is offered for one field. */
class Offer {
  constructor(form, field, latin, language, address) {
    Object.assign(this, { form, field, latin, language });
    this.box = document.createElement("div");
    this.box.setAttribute("aria-live", "polite");
    latin.after(this.box);
    this.asker = asker(address, (answer) => this.show(answer?.transliteration ?? ""));
  }

  named(suffix) {
    return this.form.elements.namedItem(`${this.field}_${suffix}`);
  }

  /** Asks where nothing is written yet, or where the own title has been changed since. */
  ask() {
    this.primary = this.language.value.trim().split("-")[0];
    const [suffix, tag] = OWN[this.primary] ?? [];
    const own = suffix && this.named(suffix);
    this.latin.lang = tag ?? "";
    this.latin.spellcheck = false;
    const text = own ? own.value.trim() : "";
    const isWanted = text && (!this.latin.value.trim() || isControlChanged(own));
    this.asker(isWanted ? { text, language: this.language.value.trim() } : null);
  }

  show(computed) {
    if (!computed || computed === this.latin.value.trim()) {
      this.box.replaceChildren();
      return;
    }
    const offer = copyOf("transliteration-offer");
    const shown = offer.querySelector(".computed");
    shown.textContent = computed;
    shown.lang = this.latin.lang;
    offer.querySelector(`[data-of="${this.primary}"]`).hidden = false;
    offer.querySelector("button").addEventListener("click", () => {
      this.latin.value = computed;
      this.latin.dispatchEvent(new Event("input", { bubbles: true }));
      this.latin.focus();
    });
    this.box.replaceChildren(offer);
  }
}
