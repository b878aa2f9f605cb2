// What every page does by itself: theme, rows that open, copying, printing, the session kept alive.
const KEEP_ALIVE_MS = 10 * 60 * 1000;
const ACTIVE = "a, button, input, select, textarea, label, summary, [role=option]";
let lastRenewal = Date.now();

function followTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => { document.documentElement.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  dark.addEventListener("change", apply);
  apply();
}

function openRow(event) {
  const row = event.target.closest("[data-href]");
  if (!row || event.target.closest(ACTIVE) || String(getSelection())) return;
  if (event.ctrlKey || event.metaKey || event.button === 1) window.open(row.dataset.href, "_blank", "noopener");
  else if (event.button === 0) location.assign(row.dataset.href);
}

async function copy(button) {
  await writeClipboard(button.dataset.copy);
  button.classList.add("copied");
  setTimeout(() => button.classList.remove("copied"), 2000);
}

async function writeClipboard(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Plain http inside an office has no clipboard API.
  const area = Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

async function renewSession() {
  const address = document.body.dataset.session;
  if (!address || document.hidden || Date.now() - lastRenewal < KEEP_ALIVE_MS) return;
  lastRenewal = Date.now();
  const response = await fetch(address, { headers: { "X-Fragment": "1" } }).catch(() => null);
  if (response) showSessionEnded(response.status === 401 || response.redirected);
}

function showSessionEnded(ended) {
  const notice = document.querySelector("[data-session-ended]");
  if (notice) notice.hidden = !ended;
}

// <details data-remembered="name"> stays as this device last left it; one that holds the present page is open.
function rememberOpen() {
  const KEY = "linli-open";
  const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
  for (const group of document.querySelectorAll("details[data-remembered]")) {
    const name = group.dataset.remembered;
    if (name in kept) group.open = kept[name] || group.querySelector("[aria-current]") !== null;
    group.querySelector("summary").addEventListener("click", () => {
      kept[name] = !group.open; // it opens or closes only after this event
      localStorage.setItem(KEY, JSON.stringify(kept));
    });
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
  else if (event.target.closest("[data-print]")) window.print();
  else openRow(event);
});
document.addEventListener("auxclick", openRow);
document.addEventListener("session-ended", () => showSessionEnded(true));
document.addEventListener("session-alive", () => showSessionEnded(false));
document.addEventListener("visibilitychange", renewSession);
setInterval(renewSession, KEEP_ALIVE_MS / 10);
followTheme();
rememberOpen();
