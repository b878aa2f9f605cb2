// A signature drawn on the screen: <canvas data-sign="name of the hidden field">; the button data-sign-clear begins anew.
function blankPaper(canvas) {
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  Object.assign(paper, { lineWidth: 3, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
  canvas.form().elements[canvas.dataset.sign].value = "";
}

function pointOn(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
}

for (const canvas of document.querySelectorAll("canvas[data-sign]")) {
  canvas.form = () => canvas.closest("form");
  blankPaper(canvas);
  const paper = canvas.getContext("2d");
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    paper.beginPath();
    paper.moveTo(...pointOn(canvas, event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    paper.lineTo(...pointOn(canvas, event));
    paper.stroke();
  });
  canvas.addEventListener("pointerup", () => {
    canvas.form().elements[canvas.dataset.sign].value = canvas.toDataURL("image/png");
  });
  canvas.form().querySelector("[data-sign-clear]")?.addEventListener("click", () => blankPaper(canvas));
}
