// Asks the server while somebody types: a little later than the last key, and only the newest question counts.

const WAIT = 250;

/**
 * A function that asks `address` with its parameters and hands what comes back to `show`.
 * Asked null, it asks nothing and hands over null; so it does when there is no answer.
 */
export function asker(address, show) {
  let timer = 0;
  let asked = new AbortController();
  return (parameters) => {
    clearTimeout(timer);
    asked.abort();
    if (parameters === null) {
      show(null);
      return;
    }
    asked = new AbortController();
    const { signal } = asked;
    timer = setTimeout(async () => {
      const answer = await ask(address, parameters, signal);
      if (!signal.aborted) {
        show(answer);
      }
    }, WAIT);
  };
}

/** What the server answers as an object, or null: signed out, out of reach, or a question it refuses. */
export async function ask(address, parameters, signal) {
  try {
    const response = await fetch(`${address}?${new URLSearchParams(parameters)}`, { signal, redirect: "error" });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** A copy of what the template `id` of the page holds. */
export function copyOf(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** Calls `act(event)` when something is typed into `target`; not while a Chinese input method is still composing. */
export function onTyping(target, act) {
  target.addEventListener("input", (event) => event.isComposing || act(event));
  target.addEventListener("compositionend", act);
  target.addEventListener("change", act);
}
