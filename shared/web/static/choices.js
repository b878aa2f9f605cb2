// Forms filled by keyboard alone: digits choose in a group, Ctrl+Enter sends, and what a choice makes pointless hides.
// <fieldset data-digits>  1 to 9 choose its options while nobody types a text there
// <… data-when="kind=repair area=indoor,public">  shown while the form's fields have these values, one of several each
// <fieldset class="question" data-when="q1=1,2">  is not sent either while it is hidden
// <option data-proposes="tier=urgent">  checks that button when it is chosen, unless somebody has chosen there already
// <div data-shows="/fragment" data-for="customer_id kind">  is fetched anew, with these fields, when one of them has changed
// <input data-list-by="kind" list="titles-repair">  takes its suggestions from #titles-<value of kind>
function valueOf(form, name) {
  return form.elements[name]?.value ?? "";
}

function valuesOf(form, name) {
  const field = form.elements[name];
  const inputs = field instanceof RadioNodeList ? [...field] : field ? [field] : [];
  const counts = (input) => (input.checked || !/^(radio|checkbox)$/.test(input.type)) && !input.closest(".question:disabled");
  const values = inputs.filter(counts).map((input) => input.value);
  return values.length ? values : [""];
}

function holds(form, condition) {
  return condition.split(" ").every((pair) => {
    const [name, wanted] = pair.split("=");
    const given = valuesOf(form, name);
    return wanted.split(",").some((value) => given.includes(value));
  });
}

function follow(form) {
  for (const part of form.querySelectorAll("[data-when]")) {
    const whole = part.matches("input, select, textarea") ? part.closest(".field") : part;
    whole.hidden = !holds(form, part.dataset.when);
    if (part.matches("fieldset.question")) part.disabled = part.hidden;
    if (part.matches("optgroup") && part.hidden && part.contains(part.closest("select").selectedOptions[0])) part.closest("select").value = "";
  }
  for (const input of form.querySelectorAll("[data-list-by]")) {
    input.setAttribute("list", `${input.getAttribute("list").split("-")[0]}-${valueOf(form, input.dataset.listBy)}`);
  }
}

function choose(group, digit) {
  const option = group.querySelectorAll("input[type=radio]")[digit - 1];
  if (!option) return;
  option.checked = true;
  option.focus();
  option.dispatchEvent(new Event("change", { bubbles: true }));
}

async function showFor(part) {
  const form = part.closest("form");
  const asked = new URLSearchParams(part.dataset.for.split(" ").map((name) => [name, valueOf(form, name)]).filter(([, value]) => value));
  const address = `${part.dataset.shows}?${asked}`;
  if (part.dataset.shown === address) return;
  part.dataset.shown = address;
  const response = await fetch(address, { headers: { "X-Fragment": "1" } }).catch(() => null);
  if (part.dataset.shown !== address) return; // another choice was made meanwhile
  part.innerHTML = response?.ok && !response.redirected ? await response.text() : "";
  part.dispatchEvent(new CustomEvent("content-added", { bubbles: true }));
}

function showParts(form) {
  form?.querySelectorAll("[data-shows]").forEach(showFor);
}

function propose(option) {
  const [name, value] = option.dataset.proposes.split("=");
  const button = option.closest("form").querySelector(`[name="${name}"][value="${value}"]`);
  if (button && !button.closest("fieldset").dataset.chosen) button.checked = true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form[method=post]");
    if (form) form.requestSubmit(form.querySelector("[type=submit]"));
    return;
  }
  const group = event.target.closest("[data-digits]");
  if (group && /^[1-9]$/.test(event.key) && !event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    choose(group, Number(event.key));
  }
});
document.addEventListener("change", ({ target }) => {
  const group = target.closest("fieldset");
  if (group) group.dataset.chosen = "yes";
  const option = target.selectedOptions?.[0];
  if (option?.dataset.proposes) propose(option);
  if (!target.form) return;
  follow(target.form);
  showParts(target.form);
});
document.addEventListener("chosen", ({ target }) => showParts(target.form));
document.querySelectorAll("form").forEach(showParts);
document.querySelectorAll("form").forEach(follow);
