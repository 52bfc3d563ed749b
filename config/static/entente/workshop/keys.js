// Saving without a mouse: Ctrl+S (Cmd+S) saves and stays, Ctrl+Enter saves and goes.

/** Whether `event` is the letter `letter` with Ctrl or Cmd, on a Russian keyboard too. */
export function isShortcut(event, letter) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) {
    return false;
  }
  const isLatin = /^[a-z]$/i.test(event.key);
  return isLatin ? event.key.toLowerCase() === letter : event.code === `Key${letter.toUpperCase()}`;
}

/** Has the keys press the buttons of `form`. */
export function saveByKeys(form) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || document.querySelector("dialog[open]")) {
      return;
    }
    if (isShortcut(event, "s")) {
      press(form, event, "_continue", "_save");
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.contains(event.target)) {
      press(form, event, "_save", "_continue");
    }
  });
}

function press(form, event, ...names) {
  const button = names.map((name) => form.querySelector(`input[type=submit][name="${name}"]`)).find(Boolean);
  if (button) {
    event.preventDefault();
    form.requestSubmit(button);
  }
}
