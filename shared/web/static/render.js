// A text as it will look, beside the field in which it is written: <form data-render="/preview">, <textarea data-rendered="text">
// and <div data-render-into="text">. Without scripts the last saved text stands there.
const PAUSE_MS = 300;

function follow(form) {
  for (const field of form.querySelectorAll("[data-rendered]")) {
    const target = form.querySelector(`[data-render-into="${field.dataset.rendered}"]`);
    let timer = 0;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => render(form, field, target), PAUSE_MS);
    });
  }
}

async function render(form, field, target) {
  const typed = field.value;
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, text: typed });
  const response = await fetch(form.dataset.render, { method: "POST", headers: { "X-Fragment": "1" }, body }).catch(() => null);
  if (response?.ok && field.value === typed) target.innerHTML = await response.text();
}

for (const form of document.querySelectorAll("form[data-render]")) follow(form);
