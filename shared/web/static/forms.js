// Forms: asking before an act, sending once, filters that apply themselves, photos shown before sending, bulk choice.
function whoAsks(event) {
  return [event.submitter, event.target].find((element) => element?.dataset.confirm);
}

function askFirst(event) {
  const asking = whoAsks(event);
  if (!asking || event.target.dataset.confirmed) return false;
  event.preventDefault();
  const dialog = document.querySelector("[data-confirm-dialog]");
  dialog.querySelector("p").textContent = asking.dataset.confirm;
  nameTheAct(dialog.querySelector("[data-confirm-yes]"), event.submitter);
  dialog.returnValue = "";
  dialog.onclose = () => goOn(event.target, event.submitter, dialog.returnValue);
  dialog.showModal();
  return true;
}

function nameTheAct(button, submitter) {
  button.dataset.usual ||= button.textContent;
  button.textContent = submitter?.textContent.trim() || button.dataset.usual;
}

function goOn(form, submitter, answer) {
  if (answer !== "yes") return submitter?.focus();
  form.dataset.confirmed = "yes";
  form.requestSubmit(submitter);
  delete form.dataset.confirmed;
}

function sendOnce(event) {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-download") || event.defaultPrevented) return;
  if (form.ariaBusy === "true") return event.preventDefault();
  form.ariaBusy = "true";
  // Later, because a button disabled now would not be sent with the form.
  setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((button) => { button.disabled = true; }));
}

function wakeForms() {
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    form.ariaBusy = null;
    form.querySelectorAll("button:disabled").forEach((button) => { button.disabled = false; });
  }
}

function preview(input) {
  const place = input.parentElement.querySelector("[data-previews]");
  if (!place) return;
  place.querySelectorAll("img").forEach((picture) => URL.revokeObjectURL(picture.src));
  const pictures = [...input.files].filter((file) => file.type.startsWith("image/"));
  place.replaceChildren(...pictures.map((file) => Object.assign(new Image(), { src: URL.createObjectURL(file), alt: file.name })));
  place.hidden = pictures.length === 0;
}

function chosenRows(form) {
  return [...form.querySelectorAll("input[name=selected]")];
}

function countChosen(form) {
  const rows = chosenRows(form);
  const chosen = rows.filter((row) => row.checked).length;
  const all = form.querySelector("[data-select-all]");
  const bar = form.querySelector("[data-bulk-bar]");
  if (all) Object.assign(all, { checked: chosen > 0 && chosen === rows.length, indeterminate: chosen > 0 && chosen < rows.length });
  if (!bar) return;
  bar.hidden = chosen === 0;
  bar.querySelector("[data-bulk-count]").textContent = chosen;
}

function changed(event) {
  const { target } = event;
  const form = target.form;
  if (target.matches("[data-preview]")) preview(target);
  if (!form) return;
  if (target.matches("[data-select-all]")) chosenRows(form).forEach((row) => { row.checked = target.checked; });
  if (target.matches("[data-select-all], input[name=selected]")) countChosen(form);
  // A text is sent by Enter: leaving the field for a row must not take the row away.
  if (target.closest("[data-autosubmit]") && !target.matches("input[type=search], input[type=text]")) form.requestSubmit();
}

function leaveOutEmpty(event) {
  if (!event.target.matches("[data-autosubmit]")) return;
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
}

function nameWrongFields(summary) {
  const wrong = [...summary.querySelectorAll("a[href^='#field-']")].map((link) => [link, document.getElementById(link.hash.slice(1))]);
  for (const [link, field] of wrong) {
    const label = field?.labels?.[0] ?? field?.querySelector("legend");
    if (label) link.prepend(Object.assign(document.createElement("strong"), { textContent: label.firstChild.textContent.trim() }));
  }
  const inPageOrder = wrong.filter(([, field]) => field).sort(([, a], [, b]) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  for (const [link] of inPageOrder) link.closest("ul").append(link.closest("li"));
  summary.focus();
}

document.addEventListener("submit", (event) => askFirst(event) || sendOnce(event));
document.addEventListener("change", changed);
document.addEventListener("formdata", leaveOutEmpty);
document.addEventListener("refreshed", (event) => event.target.closest("form") && countChosen(event.target.closest("form")));
window.addEventListener("pageshow", wakeForms);
document.querySelectorAll("[data-error-summary]").forEach(nameWrongFields);
