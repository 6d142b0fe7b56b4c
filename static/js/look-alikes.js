// While a person is typed: who is recorded already and looks alike. It only says so, politely, and never stands in the way.
const region = document.getElementById("look-alikes");
const names = ["family_name", "given_name", "birth_date", "email"];
const fields = names.map((name) => document.getElementById(`id_${name}`)).filter(Boolean);
const PAUSE = 500;
let waiting = 0, asked = 0, last = "";

async function look() {
  const typed = new URLSearchParams(fields.map((field) => [field.name, field.value]));
  if (region.dataset.pk) typed.set("pk", region.dataset.pk);
  if (typed.toString() === last) return;
  last = typed.toString();
  const number = ++asked;
  try {
    const answer = await fetch(`${region.dataset.from}?${last}`, { redirect: "error" });
    const found = answer.ok ? (await answer.text()).trim() : "";
    if (number === asked && region.innerHTML !== found) region.innerHTML = found;
  } catch {
    last = "";
  }
}

for (const field of fields) {
  for (const event of ["input", "change"]) {
    field.addEventListener(event, () => { clearTimeout(waiting); waiting = setTimeout(look, PAUSE); });
  }
}
