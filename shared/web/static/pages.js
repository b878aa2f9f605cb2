// Pages on the way: <div data-pages="/ticketing/work"> keeps the page it stands on for a working day on this device,
// and those it links to below that address, so that they open without a connection. They are forgotten when somebody signs out or another signs in.
// Browsers allow it over https only, and on this machine itself.
const KEPT = "linli-pages";
const MOST = 30;
const root = document.querySelector("[data-pages]")?.dataset.pages;
const person = document.querySelector("[data-kept]")?.dataset.kept;
let fetching = false;

async function fetchAhead() {
  if (fetching || !navigator.onLine) return;
  fetching = true;
  const linked = [...document.querySelectorAll(`main a[href^="${root}/"]`)].map((link) => link.pathname);
  const pages = await caches.open(KEPT);
  for (const path of [...new Set([location.pathname, ...linked])].slice(0, MOST)) {
    if (await pages.match(path, { ignoreVary: true })) continue;
    const response = await fetch(path).catch(() => null);
    if (response?.ok && !response.redirected) await pages.put(path, response);
  }
  fetching = false;
}

function forgetOfOthers() {
  if (!person || localStorage.getItem("linli-person") === person) return Promise.resolve();
  localStorage.setItem("linli-person", person);
  return caches.delete(KEPT);
}

function tellConnection() {
  document.querySelector("[data-connection-lost]").hidden = navigator.onLine;
}

if ("serviceWorker" in navigator) {
  document.addEventListener("submit", ({ target }) => target.action.endsWith("/sign-out") && caches.delete(KEPT));
  const ready = forgetOfOthers();
  if (root) {
    navigator.serviceWorker.register(`${root}/offline.js`, { scope: root });
    ready.then(fetchAhead);
    document.addEventListener("refreshed", fetchAhead);
    window.addEventListener("online", tellConnection);
    window.addEventListener("offline", tellConnection);
    tellConnection();
  }
}
