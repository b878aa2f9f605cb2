// A long form that is not lost: what was filled in so far is kept while somebody goes on.
// <form data-kept-at="/address">   sends it there, where the same link shows it again
// <form data-kept-here="key">      keeps it in this browser alone, until the form is sent
// <p data-kept hidden>             says that it is kept
const PAUSE = 800;

function told(form) {
  const note = form.querySelector("[data-kept]");
  if (note) note.hidden = false;
}

async function send(form) {
  const response = await fetch(form.dataset.keptAt, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (response?.ok) told(form);
}

function keepHere(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
  localStorage.setItem(`kept-${form.dataset.keptHere}`, JSON.stringify(fields));
  told(form);
}

function restore(form) {
  const fields = JSON.parse(localStorage.getItem(`kept-${form.dataset.keptHere}`) ?? "[]");
  for (const [name, value] of fields) {
    for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (!/^(radio|checkbox)$/.test(input.type)) input.value = value;
      else if (input.value === value) input.checked = true;
    }
  }
}

for (const form of document.querySelectorAll("[data-kept-at], [data-kept-here]")) {
  let waiting;
  const here = "keptHere" in form.dataset;
  if (here) restore(form);
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (here ? keepHere(form) : send(form)), PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    if (here) localStorage.removeItem(`kept-${form.dataset.keptHere}`);
  });
}
