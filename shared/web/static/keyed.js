// Forms that are keyed in from paper (data-keyed): the next field follows by itself, Enter goes on and keeps at the end.
function following(field) {
  const fields = [...field.form.elements].filter((each) => each.matches("input:not([type=hidden]), button[type=submit]"));
  return fields[fields.indexOf(field) + 1];
}

function goOn(field) {
  const next = following(field);
  next?.focus();
  if (next?.matches("input")) next.select();
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-keyed] [data-advances]") && target.value.length >= target.maxLength) goOn(target);
});
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || !field.matches("[data-keyed] input")) return;
  event.preventDefault();
  if (following(field)?.matches("button")) field.form.requestSubmit();
  else goOn(field);
});
