// The palette: Ctrl+K, a few letters in any script, Enter. It finds records of every kind and gives commands.

import { asker, onTyping } from "./asking.js";
import { inTheirLanguages } from "./duplicates.js";
import { isShortcut } from "./keys.js";

/** Opens the palette by Ctrl+K (Cmd+K) and by the button in the header. */
export function openPaletteByKeys(page) {
  const dialog = document.getElementById("palette");
  if (!dialog) {
    return;
  }
  const palette = new Palette(dialog, page.find);
  document.addEventListener("keydown", (event) => {
    if (isShortcut(event, "k")) {
      event.preventDefault();
      palette.open();
    }
  });
  const button = document.getElementById("palette-open");
  if (button) {
    button.querySelector("kbd").textContent = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ K" : "Ctrl K";
    button.hidden = false;
    button.addEventListener("click", () => palette.open());
  }
}

class Palette {
  constructor(dialog, address) {
    this.dialog = dialog;
    this.input = dialog.querySelector("input");
    this.list = dialog.querySelector("[role=listbox]");
    this.status = dialog.querySelector("[role=status]");
    this.commands = [...this.list.children];
    this.asker = asker(address, (answer) => this.show(answer));
    this.isWaiting = false;
    onTyping(this.input, () => this.ask());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]"), event));
    this.list.addEventListener("pointermove", (event) => this.select(event.target.closest("[role=option]")));
    dialog.querySelector(".palette-close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  get options() {
    return [...this.list.children];
  }

  open() {
    if (!this.dialog.open) {
      this.input.value = "";
      this.asked = null;
      this.offer([], "");
      this.dialog.showModal();
      this.input.focus();
    }
  }

  ask() {
    const text = this.input.value.trim();
    if (text === this.asked) {
      return;
    }
    this.asked = text;
    this.isWaiting = text !== "";
    this.goes = null;
    this.asker(text ? { q: text } : null);
  }

  show(answer) {
    this.isWaiting = false;
    const { none, failed } = this.status.dataset;
    if (!this.asked) {
      this.offer([], "");
    } else if (answer === null) {
      this.offer([], failed);
    } else {
      this.offer(answer.results.map(option), none);
    }
    if (this.goes) {
      this.go(this.list.querySelector("[aria-selected=true]"), this.goes);
    }
  }

  /** Shows `records` and the commands that hold what is typed; says `nothing` when there is neither. */
  offer(records, nothing) {
    const words = (this.asked ?? "").toLocaleLowerCase();
    const commands = this.commands.filter((one) => one.textContent.toLocaleLowerCase().includes(words));
    this.list.replaceChildren(...records, ...commands);
    this.list.hidden = this.options.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.status.textContent = this.list.hidden || (this.asked && !records.length) ? nothing : "";
    this.select(this.options[0] ?? null);
  }

  select(option) {
    for (const one of this.options) {
      one.setAttribute("aria-selected", String(one === option));
    }
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  onKey(event) {
    if (event.isComposing) {
      return;
    }
    const options = this.options;
    const place = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      this.select(options[(place + step + options.length) % options.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.isWaiting) {
        this.goes = event; // to the first that is found
      } else {
        this.go(options[place], event);
      }
    }
  }

  go(option, event) {
    this.goes = null;
    if (!option) {
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      window.open(option.dataset.address, "_blank", "noopener");
    } else {
      this.dialog.close();
      window.location.assign(option.dataset.address);
    }
  }
}

function option({ kind, key, names, apart, status, status_name, url }, place) {
  const item = document.createElement("li");
  item.id = `palette-found-${place}`;
  item.role = "option";
  item.className = "palette-option";
  item.dataset.address = url;
  const title = document.createElement("span");
  title.className = "palette-names";
  title.append(...inTheirLanguages(names, key));
  const rest = document.createElement("span");
  rest.className = "palette-about";
  rest.textContent = [kind, apart, key].filter(Boolean).join(" · ");
  const badge = document.createElement("span");
  badge.className = `badge badge-${status}`;
  badge.textContent = status_name;
  rest.append(" ", badge);
  item.append(title, rest);
  return item;
}
