// Suggestions while typing (ARIA combobox): <input data-suggest="/path?text=" data-target="customer_id">.
// The path answers with <li role="option" data-value="…" data-text="…">; the choice fires "chosen", and may load
// data-chosen-url + value into data-chosen-into.
const DEBOUNCE_MS = 120;
const states = new WeakMap();

function stateOf(input) {
  if (!states.has(input)) states.set(input, build(input));
  return states.get(input);
}

function build(input) {
  const list = Object.assign(document.createElement("ul"), { className: "suggestions", id: `${input.id}-options` });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() ?? "");
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => choose(input, event.target.closest("[role=option]")));
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
  return { list, timer: 0, request: null };
}

function typed(input) {
  const state = stateOf(input);
  setTarget(input, "");
  if (input.dataset.chosenInto) document.querySelector(input.dataset.chosenInto)?.replaceChildren(); // it told of another choice
  clearTimeout(state.timer);
  state.request?.abort();
  if (!input.value.trim()) return close(input);
  state.timer = setTimeout(() => ask(input, state), DEBOUNCE_MS);
}

async function ask(input, state) {
  state.request = new AbortController();
  try {
    const address = input.dataset.suggest + encodeURIComponent(input.value.trim());
    const response = await fetch(address, { headers: { "X-Fragment": "1" }, signal: state.request.signal });
    if (response.status === 401) document.dispatchEvent(new CustomEvent("session-ended"));
    if (response.ok && !response.redirected) show(input, state, await response.text());
  } catch (error) {
    if (error.name !== "AbortError") close(input);
  }
}

function show(input, state, html) {
  if (document.activeElement !== input) return;
  state.list.innerHTML = html.trim();
  options(input).forEach((option, index) => { option.id ||= `${state.list.id}-${index}`; });
  input.setAttribute("aria-expanded", String(state.list.childElementCount > 0));
  mark(input, options(input)[0]);
}

function options(input) {
  return [...stateOf(input).list.querySelectorAll("[role=option]")];
}

function marked(input) {
  return stateOf(input).list.querySelector("[aria-selected=true]");
}

function mark(input, option) {
  options(input).forEach((other) => other.setAttribute("aria-selected", String(other === option)));
  if (!option) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function move(input, step) {
  const all = options(input);
  if (all.length) mark(input, all[(all.indexOf(marked(input)) + step + all.length) % all.length]);
}

function close(input) {
  stateOf(input).list.replaceChildren();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function setTarget(input, value) {
  const target = input.dataset.target && input.form?.elements[input.dataset.target];
  if (target) target.value = value;
}

function choose(input, option) {
  if (!option) return;
  const { value, text } = option.dataset;
  input.value = text ?? option.textContent.trim();
  setTarget(input, value);
  const detail = { ...option.dataset };
  close(input);
  input.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail }));
  if (input.dataset.chosenUrl) loadChosen(input, value);
}

async function loadChosen(input, value) {
  const place = document.querySelector(input.dataset.chosenInto);
  const response = await fetch(input.dataset.chosenUrl + encodeURIComponent(value), { headers: { "X-Fragment": "1" } }).catch(() => null);
  if (!place || !response?.ok || response.redirected) return;
  place.innerHTML = await response.text();
  place.dispatchEvent(new CustomEvent("content-added", { bubbles: true }));
}

const KEYS = {
  ArrowDown: (input) => move(input, 1),
  ArrowUp: (input) => move(input, -1),
  Enter: (input) => choose(input, marked(input)),
  Escape: close,
};

function pressed(event) {
  // While Chinese is being composed, Enter and arrows belong to the input method.
  if (event.isComposing || !event.target.matches?.("[data-suggest]")) return;
  const open = options(event.target).length > 0;
  if (event.key === "Tab" && open) choose(event.target, marked(event.target));
  if (!KEYS[event.key] || !open) return;
  event.preventDefault();
  event.stopPropagation();
  KEYS[event.key](event.target);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-suggest]") && !event.isComposing) typed(event.target);
});
document.addEventListener("compositionend", (event) => event.target.matches("[data-suggest]") && typed(event.target));
document.addEventListener("keydown", pressed, true);
document.addEventListener("focusin", (event) => event.target.matches("[data-suggest]") && stateOf(event.target));
document.addEventListener("focusout", (event) => event.target.matches("[data-suggest]") && close(event.target));
