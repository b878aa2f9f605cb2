// The keyboard: / search, g + letter to go, j k through rows, x ticks the row, n new, ? help. Silent while someone types.
const GO_WAIT_MS = 1500;
let going = 0; // until when the letter after g counts

function typing(event) {
  return event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

function search() {
  const field = document.querySelector("[data-search], main input[type=search]");
  field?.focus();
  field?.select();
}

function go(letter) {
  const entry = [...document.querySelectorAll(".rail a[data-key]")].find((link) => link.dataset.key === letter);
  if (entry) location.assign(entry.href);
}

function rowLinks() {
  const rows = [...document.querySelectorAll("table.list tbody tr")];
  return rows.map((row) => row.querySelector("a[href]")).filter(Boolean);
}

function step(by) {
  const links = rowLinks();
  const current = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = current < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(current + by, 0), links.length - 1);
  links[next]?.focus();
}

function tick() {
  document.activeElement.closest("table.list tr")?.querySelector("input[name=selected]")?.click();
}

function help() {
  const dialog = document.querySelector("[data-keyboard-help]");
  if (dialog && !dialog.open) dialog.showModal();
}

const ACTS = {
  "/": search,
  "?": help,
  j: () => step(1),
  k: () => step(-1),
  x: tick,
  n: () => document.querySelector("[data-primary]")?.click(),
  g: () => { going = Date.now() + GO_WAIT_MS; },
};

document.addEventListener("keydown", (event) => {
  const shortcut = !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!shortcut || typing(event) || document.querySelector("dialog[open]")) return;
  const act = Date.now() < going ? () => go(event.key) : ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  if (Date.now() < going) going = 0;
  act();
});
document.addEventListener("click", (event) => event.target.closest("[data-open-keyboard-help]") && help());
