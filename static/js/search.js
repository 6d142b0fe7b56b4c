// One search, opened by "/" on every page: arrows choose, Enter opens, Escape closes. Without script its link opens the page.
const box = document.getElementById("search-box");
const words = document.getElementById("search-box-words");
const list = document.getElementById("search-box-found");
const said = box.querySelector("[role=status]");
const slash = box.querySelector("[data-search-slash]");
const KEPT = "search-opens-by-slash", PAUSE = 150;
const options = () => [...list.querySelectorAll("[role=option]")];
const keys = document.querySelectorAll("[data-search-key]");

// Who types by voice may not want a single key to do anything: it can be switched off, and stays so.
const showKey = () => { for (const key of keys) key.hidden = !slash.checked; };
slash.checked = localStorage.getItem(KEPT) !== "no";
slash.addEventListener("change", () => { localStorage.setItem(KEPT, slash.checked ? "yes" : "no"); showKey(); });
showKey();

const isTyping = (element) => element.closest("input, textarea, select, [contenteditable], [role=combobox], [role=textbox]");
const open = () => { if (!box.open) box.showModal(); words.select(); words.focus(); };

document.addEventListener("keydown", (event) => {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  if (event.key !== "/" || !isPlain || !slash.checked || box.open || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  event.preventDefault();
  open();
});
for (const opener of document.querySelectorAll("[data-search-opener]")) {
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
}
box.querySelector("[data-search-close]").addEventListener("click", () => box.close());
box.addEventListener("click", (event) => { if (event.target === box) box.close(); });

function choose(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (option) {
    words.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else words.removeAttribute("aria-activedescendant");
}

function move(step) {
  const all = options();
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  choose(all[(at + step + all.length + (at < 0 && step < 0 ? 1 : 0)) % all.length]);
}

words.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options().length) {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    const chosen = list.querySelector("[aria-selected=true]");
    if (!chosen) return;
    event.preventDefault();
    location.assign(chosen.href);
  }
});

let asked = 0, waiting = 0;
words.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE);
});

// Only the answer to what was asked last is shown: answers may come back in another order.
async function look() {
  const number = ++asked;
  if (!words.value.trim()) return show("", "");
  try {
    const answer = await fetch(`${box.dataset.found}?q=${encodeURIComponent(words.value)}`);
    const found = answer.ok ? await answer.text() : "";
    if (number === asked) show(found, answer.ok ? null : answer.status === 401 ? box.dataset.signedOut : box.dataset.failed);
  } catch {
    if (number === asked) show("", box.dataset.failed);
  }
}

function show(found, message) {
  list.innerHTML = found;
  options().forEach((option, place) => { option.id = `search-option-${place}`; });
  said.textContent = message ?? list.querySelector("[data-said]")?.content.textContent.trim() ?? "";
  words.setAttribute("aria-expanded", String(options().length > 0));
  choose(null);
}
