// Has the language of a text follow the language chosen beside it: the browser then checks its spelling in it.

const TEXTS = ["text", "form", "title_as_printed", "title_original"];

/** Follows every choice of a language in `form`, in rows added later too. */
export function followLanguages(form) {
  const mark = (choice) => {
    const own = choice.name.slice(0, -"language".length);
    for (const text of TEXTS) {
      const control = form.elements.namedItem(own + text);
      if (control instanceof HTMLElement && control.type !== "select-one") {
        control.lang = choice.value;
        control.spellcheck = true;
      }
    }
  };
  const markAll = () => form.querySelectorAll('[name="language"], [name$="-language"]').forEach(mark);
  form.addEventListener("change", (event) => {
    if (/(^|-)language$/.test(event.target.name ?? "")) {
      mark(event.target);
    }
  });
  form.addEventListener("formset:added", markAll);
  markAll();
}
