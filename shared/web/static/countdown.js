// Clocks: <time data-countdown="ISO" data-started="ISO"><span data-left></span></time>, by the server's time.
// The words come from <body data-word-…>; this file holds none.
let ahead = 0; // milliseconds by which the server's clock is ahead of this machine's

function fill(word, figures) {
  return document.body.dataset[word].replace(/\{(\w+)\}/g, (_, name) => figures[name]);
}

function figures(ms) {
  const minutes = Math.floor(ms / 60000);
  return { d: Math.floor(minutes / 1440), h: Math.floor(minutes / 60) % 24, m: minutes % 60, s: Math.floor(ms / 1000) % 60 };
}

function long(ms) {
  const parts = figures(ms);
  if (parts.d) return fill("wordDays", parts);
  return parts.h ? fill("wordHours", parts) : fill("wordMinutes", parts);
}

function left(ms) {
  if (ms < 0) return fill("wordLate", { time: long(Math.max(-ms, 60000)) });
  if (ms >= 3600000) return long(ms);
  const { m, s } = figures(ms);
  return `${String(m).padStart(2, "0")}:${String(s).padStart(2, "0")}`;
}

function tick(clock, now) {
  const due = Date.parse(clock.dataset.countdown);
  const started = Date.parse(clock.dataset.started);
  const remaining = due - now;
  clock.classList.toggle("late", remaining < 0);
  clock.classList.toggle("soon", remaining >= 0 && remaining < (due - started) / 2);
  const text = left(remaining);
  const place = clock.querySelector("[data-left]") || clock;
  if (place.textContent !== text) place.textContent = text;
}

function tickAll() {
  const now = Date.now() + ahead;
  for (const clock of document.querySelectorAll("[data-countdown]")) tick(clock, now);
}

document.addEventListener("server-time", (event) => {
  // The header is cut to whole seconds, so the middle of the second is the best guess.
  ahead = event.detail + 500 - Date.now();
  tickAll();
});
document.addEventListener("refreshed", tickAll);
document.addEventListener("content-added", tickAll);
setInterval(tickAll, 1000);
tickAll();
