// A file dropped on a form is put into its field and sent, as if it had been chosen. Without this, it is chosen.
for (const form of document.querySelectorAll("[data-drops-file]")) {
  const field = form.querySelector("input[type=file]");
  const button = form.querySelector("button");
  const holdsFile = (event) => [...event.dataTransfer.types].includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("is-over");
  });
  form.addEventListener("drop", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    form.classList.remove("is-over");
    field.files = event.dataTransfer.files;
    if (field.files.length) form.requestSubmit(button);
  });
}
