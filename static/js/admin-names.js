// Names for what the admin's own forms leave without one: cells of tables within a form, and boxes that search.
const textOf = (element) => (element ? element.textContent.trim().replace(/\?$/, "") : "");

function headOf(cell) {
  const heads = cell.closest("table").tHead;
  const name = [...cell.classList].find((word) => word.startsWith("field-"));
  if (name) return textOf(heads.querySelector(`.column-${CSS.escape(name.slice("field-".length))}`));
  return cell.classList.contains("delete") ? textOf(heads.rows[0].cells[heads.rows[0].cells.length - 1]) : "";
}

function nameOf(field) {
  const cell = field.closest(".tabular td");
  return (cell && headOf(cell)) || textOf(field.labels?.[0]).replace(/:$/, "");
}

function nameBox(select) {
  const name = nameOf(select);
  select.parentElement.querySelector(".select2-search__field")?.setAttribute("aria-label", name);
  const box = select.parentElement.querySelector(".select2-selection__rendered");
  if (!box || !name || select.multiple) return;
  const chosen = textOf(select.selectedOptions[0]);
  box.setAttribute("aria-label", chosen ? `${name}: ${chosen}` : name);
}

function nameAll(root) {
  for (const field of root.querySelectorAll(".tabular td :is(input:not([type=hidden]), select, textarea)")) {
    if (!field.hasAttribute("aria-label") && headOf(field.closest("td"))) {
      field.setAttribute("aria-label", headOf(field.closest("td")));
    }
  }
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    nameBox(select);
    window.django.jQuery(select).on("change", () => nameBox(select));
  }
}

// What the admin draws once everything is loaded: days with times in two fields, and lists to choose from.
function nameLate() {
  for (const field of document.querySelectorAll(".datetime input:not([aria-label])")) {
    const name = textOf(field.closest(".form-row")?.querySelector("label, legend")).replace(/:$/, "");
    if (name) field.setAttribute("aria-label", name);
  }
  for (const tip of document.querySelectorAll(".help-tooltip[aria-label]")) tip.setAttribute("role", "img");
}

// The admin sets its boxes up when the page is ready, and those of a row when the row is added.
window.django?.jQuery(() => nameAll(document));
document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target)));
window.addEventListener("load", () => setTimeout(nameLate));
