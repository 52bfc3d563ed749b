// Keeps what is typed into a form in this browser, and offers it back after a crash.
//
// A draft belongs to one account, one record and one opening of its form. It goes when the form has been saved, when
// the editor discards it or undoes every change, and after thirty days.

import { copyOf } from "./asking.js";
import { differences, isChanged, read, write } from "./forms.js";

const DRAFTS = "entente-draft";
const SENT = "entente-sent";
const EVERY = 2_000;
/** What marks a page between a form and its being saved: a conflict is settled, a text is given back, a password
 * is asked for. */
const IN_BETWEEN = "#conflict_form, #carried_form, input[type=password]";
const LIFETIME = 30 * 24 * 60 * 60 * 1_000;

/** Forgets the draft whose form this page says was saved, and every draft that is too old. Once on every page. */
export function settleDrafts() {
  const sent = sessionStorage.getItem(SENT);
  // A text that is given back and not wanted is not wanted as a draft either.
  document.querySelector("[data-drop]")?.addEventListener("click", () => {
    if (sent) {
      localStorage.removeItem(sent);
    }
  });
  if (!document.querySelector(IN_BETWEEN)) {
    sessionStorage.removeItem(SENT);
    // A refused form, a lost session and a broken server all bring a page that praises nothing: the draft stays.
    if (sent && document.querySelector("ul.messagelist li.success")) {
      localStorage.removeItem(sent);
    }
  }
  for (const key of keysBelow(DRAFTS)) {
    if (!(Date.now() - (draftAt(key)?.at ?? 0) < LIFETIME)) {
      localStorage.removeItem(key);
    }
  }
}

/** Keeps drafts of `form` for the user and the record that `page` names, and offers back those that are there. */
export function keepDrafts(form, page) {
  const place = [DRAFTS, page.user, page.kind, page.key].join("/");
  const draft = new Draft(form, place, page.version);
  setInterval(() => draft.keep(), EVERY);
  document.addEventListener("visibilitychange", () => draft.keep());
  window.addEventListener("pagehide", () => draft.keep());
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) {
      draft.send();
    }
  });
  // The browser itself may put values back into the form: look only when it has.
  if (document.readyState === "complete") {
    offerNewest(draft, page);
  } else {
    window.addEventListener("load", () => offerNewest(draft, page), { once: true });
  }
}

/** The draft of one opening of a form. */
class Draft {
  constructor(form, place, version) {
    this.form = form;
    this.place = place;
    this.version = version;
    this.key = `${place}/${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    this.kept = "";
  }

  /** Writes down what stands in the form, if it is changed; an unchanged form needs no draft. */
  keep() {
    if (!isChanged(this.form)) {
      if (this.kept) {
        localStorage.removeItem(this.key);
        this.kept = "";
      }
      return;
    }
    const state = read(this.form);
    const text = JSON.stringify(state);
    if (text === this.kept) {
      return;
    }
    const version = this.form.elements.namedItem("version")?.value ?? this.version;
    try {
      localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), version, state }));
      this.kept = text;
    } catch {
      // The browser has no room left, or keeps nothing for anybody: the warning before leaving is what remains.
    }
  }

  /** Remembers, for the page that answers, that the form was sent. */
  send() {
    this.keep();
    if (this.kept) {
      sessionStorage.setItem(SENT, this.key);
    }
  }

  /** Goes on as the draft `key`, which the form now holds. */
  become(key) {
    localStorage.removeItem(this.key);
    this.key = key;
    this.kept = " ";
    this.keep();
  }
}

function offerNewest(draft, page) {
  const found = keysBelow(draft.place)
    .filter((key) => key !== draft.key)
    .map((key) => ({ key, ...draftAt(key) }))
    .sort((one, other) => other.at - one.at)[0];
  if (!found) {
    return;
  }
  if (differences(draft.form, found.state).length === 0) {
    // The answer to a refused form, or a page reloaded: nothing is missing from it.
    draft.become(found.key);
    return;
  }
  offer(draft, page, found);
}

function offer(draft, page, found) {
  const box = copyOf("draft-offer");
  const when = new Intl.DateTimeFormat(document.documentElement.lang, dateStyle(found.at)).format(found.at);
  say(box, "when", { when });
  if (page.version && String(found.version) !== page.version) {
    say(box, "newer", { now: page.version, then: found.version }).hidden = false;
  }
  const answers = {
    restore() {
      write(draft.form, found.state);
      draft.become(found.key);
      box.replaceWith(copyOf("draft-restored"));
    },
    look(button) {
      const table = box.querySelector("table");
      table.hidden = !table.hidden;
      button.setAttribute("aria-expanded", String(!table.hidden));
      table.tBodies[0].replaceChildren(...differences(draft.form, found.state).map(row));
    },
    discard() {
      localStorage.removeItem(found.key);
      box.remove();
      offerNewest(draft, page);
    },
  };
  for (const button of box.querySelectorAll("[data-do]")) {
    button.addEventListener("click", () => answers[button.dataset.do](button));
  }
  draft.form.before(box);
}

function row({ label, now, then }) {
  const line = copyOf("draft-difference");
  const [heading, before, after] = line.cells;
  heading.textContent = label;
  before.textContent = now || "—";
  after.textContent = then || "—";
  return line;
}

function say(box, name, values) {
  const sentence = box.querySelector(`[data-says="${name}"]`);
  sentence.textContent = sentence.textContent.replace(/\{(\w+)\}/g, (_all, word) => values[word]);
  return sentence;
}

function dateStyle(at) {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return isToday ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
}

function keysBelow(place) {
  return Object.keys(localStorage).filter((key) => key.startsWith(`${place}/`));
}

function draftAt(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
