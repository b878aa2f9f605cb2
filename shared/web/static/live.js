// Live parts: <div data-live="/fragment" data-every="5"> is fetched again and again and patched in place,
// so that focus, selection, scroll and what is being typed stay. Paused while the tab is hidden.
// It ends when what came holds data-live-ended. With data-quiet a failure is not shown: the part belongs to another service than the page.
const LONGEST_WAIT_MS = 60000;
const watched = new WeakSet();
const failing = new Set();
const KEPT = new Set(["open", "value", "checked"]);

function watch(root) {
  for (const part of root.querySelectorAll("[data-live]")) {
    if (watched.has(part)) continue;
    watched.add(part);
    part.live = { tag: null, failures: 0, timer: 0, busy: false };
    if (part.childNodes.length) schedule(part);
    else refresh(part);
  }
}

function schedule(part) {
  const every = Number(part.dataset.every || 10) * 1000;
  const wait = Math.min(every * 2 ** part.live.failures, Math.max(every, LONGEST_WAIT_MS));
  clearTimeout(part.live.timer);
  part.live.timer = setTimeout(() => refresh(part), wait);
}

async function refresh(part) {
  if (!part.isConnected) return report(part, false);
  if (document.hidden || part.live.busy) return schedule(part);
  part.live.busy = true;
  try {
    await take(part, await ask(part));
  } catch {
    part.live.failures += 1;
    report(part, true);
  }
  part.live.busy = false;
  if (part.live.timer !== null) schedule(part);
}

function ask(part) {
  const headers = { "X-Fragment": "1" };
  if (part.live.tag) headers["If-None-Match"] = part.live.tag;
  return fetch(part.dataset.live, { headers, cache: "no-store" });
}

async function take(part, response) {
  const serverTime = Date.parse(response.headers.get("Date"));
  if (serverTime) tell("server-time", serverTime);
  if (response.status === 401 || response.redirected) return tell("session-ended");
  if (response.status >= 500 || response.status === 429) throw new Error(response.statusText);
  part.live.failures = 0;
  report(part, false);
  tell("session-alive");
  if (response.status === 304) return;
  if (!response.ok) { part.live.timer = null; return; } // not for this reader, or gone: asking again will not help
  part.live.tag = response.headers.get("ETag");
  replace(part, await response.text());
  if (part.querySelector("[data-live-ended]")) part.live.timer = null; // nothing will change any more
}

function replace(part, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html.trim();
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  patchChildren(part, fresh.content);
  if (focused?.isConnected) focused.focus({ preventScroll: true }); // a row that moved has lost it
  watch(part);
  part.dispatchEvent(new CustomEvent("refreshed", { bubbles: true }));
}

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.id || node.dataset.href || node.dataset.id || "" : "";
}

function patchChildren(old, fresh) {
  const keyed = new Map([...old.children].filter(keyOf).map((child) => [keyOf(child), child]));
  let at = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const known = keyOf(wanted) ? keyed.get(keyOf(wanted)) : at && !keyOf(at) ? at : null;
    if (known && known.nodeName === wanted.nodeName) {
      if (known !== at) old.insertBefore(known, at);
      patch(known, wanted);
      at = known.nextSibling;
    } else {
      old.insertBefore(wanted, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function patch(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  if (old.isEqualNode(fresh) || old.ariaBusy === "true") return; // a form on its way stays as it was sent
  if (old.dataset.live && watched.has(old)) return; // a live part within a live part looks after itself
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !KEPT.has(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (old !== document.activeElement || old.nodeName !== "TEXTAREA") patchChildren(old, fresh);
}

function report(part, lost) {
  if (lost && !("quiet" in part.dataset)) failing.add(part);
  else failing.delete(part);
  const banner = document.querySelector("[data-connection-lost]");
  if (banner) banner.hidden = failing.size === 0;
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

function refreshAll() {
  if (document.hidden) return;
  for (const part of document.querySelectorAll("[data-live]")) if (part.live && part.live.timer !== null) refresh(part);
}

document.addEventListener("visibilitychange", refreshAll);
window.addEventListener("online", refreshAll);
document.addEventListener("content-added", (event) => watch(event.target));
watch(document);
