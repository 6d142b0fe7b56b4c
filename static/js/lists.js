// Ticks all rows of a page at once, and tells how many are ticked.
for (const form of document.querySelectorAll("[data-selects]")) {
  const all = form.querySelector("[data-select-all]");
  const told = form.querySelector("[data-selected]");
  const boxes = [...form.querySelectorAll("input[name=row]")];
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    told.textContent = ticked ? `${told.dataset.label} ${ticked}` : "";
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  for (const box of boxes) box.addEventListener("change", tell);
  tell();
}
