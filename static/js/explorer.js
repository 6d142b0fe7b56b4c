// The explorer: on a phone an answer before its form, short addresses, an address that is selected at once, and the refusal in view.
const form = document.getElementById("explorer-form");

form.addEventListener("submit", () => {
  for (const field of form.elements) {
    if (field.name && field.value === "") field.disabled = true;
  }
});
addEventListener("pageshow", () => {
  for (const field of form.elements) field.disabled = false;
});
document.getElementById("address")?.addEventListener("focus", (event) => event.target.select());
document.getElementById("refusal")?.focus();

const isNarrow = matchMedia("(max-width: 56rem)");
const fold = () => { form.closest("details").open = !(isNarrow.matches && "answered" in form.dataset); };
isNarrow.addEventListener("change", fold);
fold();
