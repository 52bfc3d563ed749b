// Warns before a page is left whose form holds something unsaved.

import { isChanged } from "./forms.js";

/** Has the browser ask before `form` is left; saving it is no leaving. */
export function warnOfLeaving(form) {
  let isBeingSaved = false;
  form.addEventListener("submit", (event) => {
    isBeingSaved = !event.defaultPrevented;
  });
  // Back from the answer the page may be the very same, kept by the browser.
  window.addEventListener("pageshow", () => {
    isBeingSaved = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isBeingSaved && isChanged(form)) {
      event.preventDefault();
    }
  });
}
