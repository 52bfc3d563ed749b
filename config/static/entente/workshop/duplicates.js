// Shows, as a name is typed, which records bear it already, or nearly: a hint that stops nobody.

import { asker, copyOf, onTyping } from "./asking.js";
import { isControlChanged } from "./forms.js";

const HAN = /\p{Script=Han}/u;
const LANGUAGES = ["ru", "zh_hans", "en"];
const IDENTIFIERS = ["doi", "isbn", "url"];

/** What names a record of each kind; fields that stand together make one name. */
const NAMES = {
  term: [...inLanguages("name"), [/^designations-\d+-text$/]],
  source: [...inLanguages("title"), ["title_original"], ["title_transliterated"], ["title_as_printed"], ...IDENTIFIERS.map((name) => [name])],
  treaty: [...inLanguages("title"), ["title_original"], ["title_transliterated"], ["title_as_printed"], ...IDENTIFIERS.map((name) => [name])],
  person: inLanguages("family_name", "given_name"),
  organization: [...inLanguages("name"), ...inLanguages("abbreviation")],
};

/** Watches the names in `form`. */
export function showDoubles(form, page) {
  const names = NAMES[page.kind];
  if (!names) {
    return;
  }
  const panels = new WeakMap();
  onTyping(form, ({ target }) => {
    const fields = names.find((one) => one.some((name) => isNamed(target, name)));
    if (!fields) {
      return;
    }
    const controls = fields
      .map((name) => (name instanceof RegExp ? target : form.elements.namedItem(name)))
      .filter(Boolean);
    const [first] = controls;
    if (!panels.has(first)) {
      panels.set(first, new Panel(first, page));
    }
    const text = controls.map((one) => one.value.trim()).filter(Boolean);
    const isTyped = controls.some(isControlChanged);
    panels.get(first).ask(isTyped ? text.join(HAN.test(text[0] ?? "") ? "" : " ") : "");
  });
}

/** What is shown below one name. */
class Panel {
  constructor(control, page) {
    this.page = page;
    this.parameter = IDENTIFIERS.includes(control.name) ? control.name : "text";
    this.name = "";
    this.box = document.createElement("div");
    this.box.className = "doubles";
    this.box.setAttribute("aria-live", "polite");
    control.closest(".form-row").after(this.box);
    this.asker = asker(page.doubles, (answer) => this.show(answer?.results ?? []));
  }

  ask(name) {
    this.name = name;
    const isEnough = name.length >= (HAN.test(name) ? 2 : 3);
    const own = this.page.key ? { own: this.page.key } : {};
    this.asker(isEnough ? { kind: this.page.kind, [this.parameter]: name, ...own } : null);
  }

  show(results) {
    if (results.length === 0) {
      this.box.replaceChildren();
      return;
    }
    const found = copyOf("doubles-found");
    const sentence = found.querySelector("[data-says]");
    sentence.textContent = sentence.textContent.replace("{name}", this.name);
    found.querySelector("ul").append(...results.map(line));
    this.box.replaceChildren(found);
  }
}

function line({ names, key, apart, status, status_name, same, url }) {
  const item = copyOf("double");
  const link = item.querySelector("a");
  link.href = url;
  link.append(...inTheirLanguages(names, key));
  item.querySelector(".apart").textContent = apart;
  const badge = item.querySelector(".badge");
  badge.classList.add(`badge-${status}`);
  badge.textContent = status_name;
  item.querySelector(".nearly").hidden = same;
  return item;
}

/** The names of a record, each marked with its language; the key when it has none. */
export function inTheirLanguages(names, key) {
  const known = Object.entries(names).filter(([, name]) => name);
  if (known.length === 0) {
    return [key];
  }
  return known.flatMap(([language, name], place) => {
    const span = document.createElement("span");
    span.lang = language;
    span.textContent = name;
    return place ? [" · ", span] : [span];
  });
}

function inLanguages(...fields) {
  return LANGUAGES.map((language) => fields.map((field) => `${field}_${language}`));
}

function isNamed(control, name) {
  return name instanceof RegExp ? name.test(control.name ?? "") : control.name === name;
}
