// Fewer taps while typing on a phone: the keyboard's Next goes on, a full code goes off by itself,
// rows for more children appear as they are needed. Without it everything works the same.
(() => {
  const fields = "input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, textarea";
  const shown = (element) => element.offsetParent !== null;

  document.addEventListener("keydown", (event) => {
    const here = event.target;
    if (event.key !== "Enter" || event.isComposing || here.enterKeyHint !== "next" || !here.form) return;
    const all = [...here.form.querySelectorAll(fields)].filter(shown);
    const left = here.value.trim() || here.required;
    const next = left && all.slice(all.indexOf(here) + 1).find((field) => !field.value.trim());
    const agree = here.form.querySelector("[data-agree]"); // pressed on purpose, never by the way
    if (next || agree) {
      event.preventDefault();
      (next || agree).focus();
    }
  });

  for (const form of document.querySelectorAll("form")) {
    const later = [...form.querySelectorAll(".later")];
    const reveal = () => {
      for (const row of later) {
        const before = row.previousElementSibling.querySelector("input");
        row.hidden = row.hidden && !before.value.trim();
      }
    };
    for (const row of later) row.hidden = true;
    form.addEventListener("input", reveal);
    window.addEventListener("pageshow", reveal);
    const more = form.querySelector("button[name=more]");
    if (more) {
      more.addEventListener("click", (event) => {
        const row = later.find((one) => one.hidden);
        if (!row) return; // all are in use: the server gives another
        event.preventDefault();
        row.hidden = false;
        row.querySelector("input").focus();
      });
    }
  }

  for (const field of document.querySelectorAll("[data-born]")) {
    field.addEventListener("change", () => {
      const [, year, month] = field.value.trim().match(/^(\d{4})(\d{1,2})$/) || [];
      if (month) field.value = `${year}-${month.padStart(2, "0")}`;
    });
  }

  for (const field of document.querySelectorAll("[data-digits]")) {
    let sent = false;
    field.form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
    window.addEventListener("pageshow", () => { sent = false; });
    field.addEventListener("input", () => {
      const digits = field.value.normalize("NFKC").replace(/\D/g, "");
      if (digits.length === Number(field.dataset.digits) && !sent) field.form.requestSubmit();
    });
  }
})();
