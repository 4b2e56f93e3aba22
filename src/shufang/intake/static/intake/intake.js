// Files can be dropped, and those too large are told before they are sent. Works without it too.
(() => {
  "use strict";
  const zone = document.querySelector("[data-drop]");
  if (!zone) return;
  const input = zone.querySelector("input[type=file]");
  const shown = zone.querySelector("[data-chosen]");
  const most = Number(zone.dataset.most);

  function size(bytes) {
    return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
  }

  function show() {
    const list = document.createElement("ul");
    let fits = true;
    for (const file of input.files) {
      const line = document.createElement("li");
      const name = document.createElement("span");
      const weight = document.createElement("span");
      name.textContent = file.name;
      weight.className = "num";
      weight.textContent = size(file.size);
      if (file.size > most) {
        fits = false;
        line.className = "bad";
        weight.textContent += ` · ${zone.dataset.tooLarge}`;
      }
      line.append(name, weight);
      list.append(line);
    }
    shown.replaceChildren(...(input.files.length ? [list] : []));
    input.form.querySelector(".btn-primary").disabled = !fits;
  }

  input.addEventListener("change", show);
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    input.files = event.dataTransfer.files;
    show();
  });
})();
