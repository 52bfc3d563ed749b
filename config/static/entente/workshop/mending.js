// Mends two things that the scripts of the stock admin leave unclear to a screen reader.

/** Names the autocompletes of `form` by their fields, and takes the buttons of added rows out of their headings. */
export function mend(form) {
  const mendAll = () => {
    form.querySelectorAll("select.admin-autocomplete").forEach(nameAutocomplete);
    form.querySelectorAll("summary .inline-deletelink").forEach(moveOut);
  };
  window.django.jQuery(mendAll); // after Django's own scripts have made them
  document.addEventListener("formset:added", mendAll);
}

// Select2 names its box by the value in it, which may be empty, and calls the value a box of its own.
function nameAutocomplete(select) {
  const label = select.labels[0];
  const box = select.parentElement.querySelector(".select2-selection");
  const value = box?.querySelector(".select2-selection__rendered");
  if (label && value) {
    label.id ||= `${select.id}_label`;
    box.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
    value.removeAttribute("role");
    value.removeAttribute("aria-readonly");
  }
}

// A heading that opens its row is a button itself: no other may stand in it.
function moveOut(link) {
  const place = link.parentElement;
  place.className = "delete";
  place.closest("summary").after(place);
}
