// The total of a form with lines (data-sum): of each row the quantity times the price, in fen, as the server reckons.
function fenOf(price) {
  const fen = price.selectedOptions?.[0]?.dataset.fen ?? Math.round(Number(price.value) * 100);
  return Number(fen) || 0;
}

function amountOf(row) {
  const [quantity, price] = [row.querySelector("[data-sum-quantity]"), row.querySelector("[data-sum-price]")];
  const hundredths = Math.round(Number(quantity.value || "0") * 100) || 0;
  const fen = price.dataset.fen ? Number(price.dataset.fen) : fenOf(price);
  return Math.floor((hundredths * fen + 50) / 100);
}

function sumUp(form) {
  const fen = [...form.querySelectorAll("[data-sum-row]")].reduce((total, row) => total + amountOf(row), 0);
  const yuan = Math.floor(fen / 100).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  form.querySelector("[data-sum-total]").textContent = `¥${yuan}.${String(fen % 100).padStart(2, "0")}`;
}

document.addEventListener("input", (event) => event.target.form?.matches("[data-sum]") && sumUp(event.target.form));
document.querySelectorAll("form[data-sum]").forEach(sumUp);
