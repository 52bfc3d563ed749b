// What stands in a form, what stood in it when it came from the server, and how to put it back.

const MANAGEMENT = /-(TOTAL|MIN_NUM|MAX_NUM)_FORMS$/;
const TOTAL = "-TOTAL_FORMS";

/** The controls that say something of the record; neither buttons nor the rows that others are made from. */
export function controls(form) {
  return [...form.elements].filter(
    (one) =>
      one.name &&
      one.name !== "csrfmiddlewaretoken" &&
      !["submit", "button", "image", "reset", "file", "fieldset", "password"].includes(one.type) &&
      !one.name.includes("__prefix__") &&
      !MANAGEMENT.test(one.name),
  );
}

/** What stands in a control now. */
export function valueOf(control) {
  if (control.type === "checkbox" || control.type === "radio") {
    return control.checked;
  }
  return control.type === "select-multiple" ? [...control.selectedOptions].map((one) => one.value) : control.value;
}

/** What stood in a control when the server sent it; of a row added since, what a new row holds. */
export function openedValueOf(control) {
  if (control.type === "checkbox" || control.type === "radio") {
    return control.defaultChecked;
  }
  if (!(control instanceof HTMLSelectElement)) {
    return control.defaultValue;
  }
  const chosen = [...control.options].filter((one) => one.defaultSelected).map((one) => one.value);
  if (control.multiple) {
    return chosen;
  }
  // An autocomplete begins with no option but the chosen one: what has been added was chosen by the editor.
  const first = control.classList.contains("admin-autocomplete") ? "" : (control.options[0]?.value ?? "");
  return chosen.at(-1) ?? first;
}

/** Whether a control holds something else than the server sent; line breaks alone are no difference. */
export function isControlChanged(control) {
  return plain(valueOf(control)) !== plain(openedValueOf(control));
}

/** Whether leaving the form would lose something. What came back refused is saved nowhere. */
export function isChanged(form) {
  return form.querySelector(".errornote") !== null || controls(form).some(isControlChanged);
}

/** What stands in the form, to be kept as JSON: values and labels by name, and how many rows each list has. */
export function read(form) {
  const state = { values: {}, labels: {}, rows: {} };
  for (const control of controls(form)) {
    const name = nameIn(control);
    state.values[name] = valueOf(control);
    if (control.classList.contains("admin-autocomplete") && control.value) {
      state.labels[name] = control.selectedOptions[0].text;
    }
  }
  for (const total of form.querySelectorAll(`input[name$="${TOTAL}"]`)) {
    state.rows[total.name.slice(0, -TOTAL.length)] = Number(total.value);
  }
  return state;
}

/** Puts `state` into the form, as if it had been typed; the rows of its lists become as many as they were. */
export function write(form, state) {
  for (const [prefix, count] of Object.entries(state.rows)) {
    setRows(form, prefix, count);
  }
  for (const control of controls(form)) {
    const name = nameIn(control);
    if (name in state.values) {
      setValue(control, state.values[name], state.labels[name]);
    }
  }
}

/** How many rows stand in the form that `state` has not, and the controls in which the two differ. */
export function differences(form, state) {
  const now = read(form);
  const names = Object.keys({ ...now.values, ...state.values });
  return names
    .filter((name) => !/-(id|INITIAL_FORMS)$/.test(name) && name !== "version")
    .filter((name) => plain(now.values[name] ?? "") !== plain(state.values[name] ?? ""))
    .map((name) => ({
      label: labelOf(form, name),
      now: shown(form, name, now),
      then: shown(form, name, state),
    }));
}

function plain(value) {
  return JSON.stringify(typeof value === "string" ? value.replaceAll("\r\n", "\n") : value);
}

function nameIn(control) {
  return control.type === "radio" ? `${control.name}=${control.value}` : control.name;
}

function setRows(form, prefix, count) {
  const total = form.querySelector(`input[name="${prefix}${TOTAL}"]`);
  const add = document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
  while (total && add && Number(total.value) < count) {
    const before = total.value;
    add.click();
    if (total.value === before) {
      return;
    }
  }
  while (total && Number(total.value) > count) {
    // A row that somebody else has added since: what is restored knows nothing of it.
    document.getElementById(`${prefix}-${total.value - 1}`)?.remove();
    total.value = Number(total.value) - 1;
  }
}

function setValue(control, value, label) {
  if (plain(valueOf(control)) === plain(value)) {
    return;
  }
  if (control.type === "checkbox" || control.type === "radio") {
    control.checked = value;
  } else if (control.type === "select-multiple") {
    for (const option of control.options) {
      option.selected = value.includes(option.value);
    }
  } else {
    if (control instanceof HTMLSelectElement && label && ![...control.options].some((one) => one.value === value)) {
      control.add(new Option(label, value));
    }
    control.value = value;
  }
  const row = control.closest("details");
  if (row) {
    row.open = true;
    if (/-id$/.test(control.name)) {
      row.querySelector(".inline_label").textContent = `#${Number(row.id.split("-").at(-1)) + 1}`;
    }
  }
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

function labelOf(form, name) {
  const pattern = name.replace(/^(.+)-(\d+)-(.+)$/, "$1-__prefix__-$3");
  const control = form.elements.namedItem(name) ?? form.elements.namedItem(pattern);
  if (!(control instanceof HTMLElement)) {
    return name;
  }
  const words = [...(control.labels ?? [])].map((one) => one.textContent.trim());
  const row = control.closest(".language-row")?.querySelector(".language-row-heading")?.textContent.trim();
  const place = /-(\d+)-/.exec(name);
  const list = place && control.closest("fieldset.module[aria-labelledby$=-heading]")?.querySelector(".inline-heading");
  return [list && `${list.textContent.trim()} #${Number(place[1]) + 1}`, row, ...words].filter(Boolean).join(" · ") || name;
}

function shown(form, name, state) {
  const value = state.values[name] ?? "";
  if (typeof value === "boolean") {
    return value ? "✓" : "—";
  }
  const control = form.elements.namedItem(name) ?? form.elements.namedItem(name.replace(/-\d+-/, "-__prefix__-"));
  const option = control instanceof HTMLSelectElement && [...control.options].find((one) => one.value === value);
  return state.labels[name] ?? (option ? option.text : String(value)) ?? "";
}
