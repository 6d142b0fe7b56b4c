// A box that narrows a list to the rows whose text holds what is typed.
for (const box of document.querySelectorAll("[data-filter-for]")) {
  const rows = document.querySelectorAll(`#${box.dataset.filterFor} tbody tr`);
  const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
  box.hidden = false;
  box.querySelector("input").addEventListener("input", (event) => {
    const wanted = plain(event.target.value.trim());
    for (const row of rows) row.hidden = !plain(row.textContent).includes(wanted);
  });
}
