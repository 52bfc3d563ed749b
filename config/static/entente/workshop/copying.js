// Buttons that copy a text: <button data-copy="text" data-done="Copied">.

export function copyByButtons() {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const label = button.textContent;
    button.addEventListener("click", async () => {
      await put(button.dataset.copy);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }
}

/** Put `text` on the clipboard; where the browser keeps that shut, as on a page without TLS, by way of a selection. */
async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return;
  } catch {
    // No clipboard, or none for us.
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
