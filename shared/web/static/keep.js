// Forms that outlive a lost connection: <form data-keep="/address/of/the/api" data-keep-name="BX-… Arrived"
// data-keep-then="/page" data-keep-said="Arrival noted.">.
// What was entered is kept on this device first, then sent with one key until the server has answered: never lost, never twice.
// <input type="hidden" name="noted_at" data-now> takes the moment at which it was entered.
const AGAIN_MS = 15000;
const SIGNS = { kept: "phone", sending: "cloud-upload", sent: "check-circle-fill", refused: "x-circle-fill", "signed-out": "lock" };
const panel = document.querySelector("[data-kept]");
let ahead = 0; // milliseconds by which the server's clock is ahead of this device's
let sending = false;
let more = false; // something was entered meanwhile

const ENTRIES = "entries";

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("linli", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(ENTRIES, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(ENTRIES, mode);
      const request = act(transaction.objectStore(ENTRIES));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const put = (entry) => within("readwrite", (entries) => entries.put(entry));
const remove = (id) => within("readwrite", (entries) => entries.delete(id));
const all = () => within("readonly", (entries) => entries.getAll());


function newKey() {
  const random = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${String(Date.now()).padStart(15, "0")}-${random}`; // keys sort by time, and so do the entries
}

function told(form, name, value) {
  const input = form.elements[name];
  if (input?.dataset?.now !== undefined) return new Date(Date.now() + ahead).toISOString();
  return input?.type === "datetime-local" && value ? new Date(value).toISOString() : value;
}

function entryOf(form) {
  const sent = [...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && (!(value instanceof File) || value.size));
  const { keep, keepName, keepThen, keepSaid } = form.dataset;
  return {
    id: newKey(), person: panel.dataset.kept, to: keep, name: keepName, then: keepThen, said: keepSaid, page: location.pathname,
    token: form.elements.csrf_token.value, fields: sent.map(([name, value]) => [name, told(form, name, value)]), state: "kept", reason: "",
  };
}

function post(entry) {
  const headers = { "Idempotency-Key": entry.id, "X-CSRFToken": entry.token };
  if (!entry.fields.some(([, value]) => value instanceof File)) {
    headers["Content-Type"] = "application/json";
    return fetch(entry.to, { method: "POST", headers, body: JSON.stringify(Object.fromEntries(entry.fields)) });
  }
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  return fetch(entry.to, { method: "POST", headers, body });
}

async function freshToken(page) {
  const response = await fetch(page);
  const seen = new DOMParser().parseFromString(await response.text(), "text/html");
  return seen.querySelector("input[name=csrf_token]")?.value ?? "";
}

async function reasonOf(response) {
  const problem = await response.json().catch(() => ({}));
  return Object.values(problem.errors ?? {}).flat().join(" ") || problem.detail || response.statusText;
}

async function attempt(entry) {
  let response = await post(entry);
  if (response.status === 400) { // the page was open for longer than its token lasts
    entry.token = await freshToken(entry.page);
    response = await post(entry);
  }
  if (response.ok) return "sent";
  if (response.status === 401) return "signed-out";
  if (response.status >= 500 || response.status === 429) return "kept";
  entry.reason = await reasonOf(response);
  return "refused";
}

async function sendOne(entry) {
  entry.state = "sending";
  show([entry]);
  entry.state = await attempt(entry).catch(() => "kept");
  await (entry.state === "sent" ? remove(entry.id) : put(entry));
  if (entry.state !== "sent" || entry.page !== location.pathname) show([entry]); // else the next page tells it
  return entry.state === "sent" || entry.state === "refused"; // else those after it wait too
}

async function sendAll() {
  more = true;
  if (sending) return;
  sending = true;
  while (more) {
    more = false;
    await sendWaiting();
  }
  sending = false;
}

async function sendWaiting() {
  const sent = [];
  for (const entry of await own()) {
    if (entry.state === "refused") continue;
    if (!(await sendOne(entry))) break;
    if (entry.state === "sent") sent.push(entry);
  }
  goOn(sent.filter((entry) => entry.page === location.pathname).at(-1));
}

async function own() {
  const entries = await all().catch(() => []);
  return entries.filter((entry) => entry.person === panel.dataset.kept);
}

function goOn(entry) {
  if (!entry) return;
  sessionStorage.setItem("linli-sent", JSON.stringify({ name: entry.name, said: entry.said, page: entry.then }));
  location.assign(entry.then);
}

function hide(entry, hidden) {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    if (form.dataset.keep !== entry.to) continue;
    form.hidden = hidden;
    if (form.id) document.querySelectorAll(`[form="${form.id}"]`).forEach((button) => { button.hidden = hidden; });
  }
}

function show(entries) {
  for (const entry of entries) {
    let row = document.getElementById(`kept-${entry.id}`);
    if (!row) {
      row = panel.querySelector("template").content.firstElementChild.cloneNode(true);
      row.id = `kept-${entry.id}`;
      panel.append(row);
    }
    row.dataset.state = entry.state;
    row.querySelector("i").className = `bi bi-${SIGNS[entry.state]}`;
    row.querySelector("a").textContent = entry.name;
    row.querySelector("a").href = entry.page;
    row.querySelector("[data-kept-state]").textContent = entry.state === "sent" ? entry.said : panel.dataset[`word${entry.state.replace("-", "")}`];
    row.querySelector("[data-kept-reason]").textContent = entry.reason;
    row.querySelector("button").hidden = entry.state !== "refused";
    hide(entry, entry.state !== "refused");
  }
  panel.hidden = !panel.querySelector("[data-state]");
}

async function keep(event) {
  const form = event.target;
  if (!panel || !form.dataset.keep || form.dataset.unkept) return;
  event.preventDefault();
  if (form.hidden) return;
  const entry = entryOf(form);
  try {
    await replaceRefused(entry);
    await put(entry);
  } catch { // nowhere to keep it: it goes its usual way
    form.dataset.unkept = "yes";
    return form.requestSubmit(event.submitter);
  }
  show([entry]);
  panel.scrollIntoView({ block: "nearest" });
  await sendAll();
}

async function replaceRefused(entry) {
  const before = (await own()).filter((other) => other.to === entry.to && other.state === "refused");
  for (const other of before) await discard(other.id);
}

async function discard(id) {
  await remove(id);
  document.getElementById(`kept-${id}`)?.remove();
  show([]);
}

function tellSent() {
  const sent = JSON.parse(sessionStorage.getItem("linli-sent"));
  sessionStorage.removeItem("linli-sent");
  if (sent) show([{ ...sent, id: "last", state: "sent", reason: "" }]);
}

if (panel) {
  document.addEventListener("submit", keep, true); // before the form is sent as others are
  document.addEventListener("server-time", (event) => { ahead = event.detail + 500 - Date.now(); });
  panel.addEventListener("click", (event) => event.target.closest("button") && discard(event.target.closest("[data-state]").id.slice("kept-".length)));
  window.addEventListener("online", sendAll);
  document.addEventListener("visibilitychange", () => document.hidden || sendAll());
  setInterval(sendAll, AGAIN_MS);
  tellSent();
  own().then(show).then(sendAll);
}
