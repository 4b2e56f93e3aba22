// Comfort for the plan form; it works without: rows are added by a button of the form then.
(() => {
  "use strict";
  const form = document.querySelector("[data-plan]");
  if (!form) return;

  // Only the zones of the chosen room.
  const zones = JSON.parse(form.dataset.zones || "{}");
  const site = form.elements.site, zone = form.elements.zone;
  const all = zone ? [...zone.options] : [];
  function narrow() {
    if (!site || !zone) return;
    const mine = new Set((zones[site.value] || []).map(String));
    const kept = zone.value;
    zone.replaceChildren(...all.filter((option) => !option.value || mine.has(option.value)));
    zone.value = mine.has(kept) ? kept : "";
  }
  if (site) { site.addEventListener("change", narrow); if (site.value) narrow(); }

  // Without registration there are no places to speak of.
  const way = form.elements.way;
  function fold() {
    const open = way.value === "open";
    for (const name of ["counted", "places", "places_min", "waiting_places", "opens_days", "closes_hours"]) {
      const field = form.elements[name] && form.elements[name].closest(".field");
      if (field) field.hidden = open;
    }
  }
  if (way) { way.addEventListener("change", fold); fold(); }

  form.querySelectorAll("[data-typed]").forEach((part) => {
    const body = part.querySelector("tbody"), pattern = part.querySelector("[data-pattern]");
    const next = () => 1 + Math.max(-1, ...[...body.querySelectorAll("[name]")].map((input) => Number(input.name.split("-")[1])));
    const show = () => body.querySelectorAll("[data-remove]").forEach((button) => { button.hidden = false; });
    show();
    part.querySelector("[data-add]").addEventListener("click", (event) => {
      event.preventDefault();
      const row = pattern.content.cloneNode(true), number = next();
      row.querySelectorAll("[name]").forEach((input) => { input.name = input.name.replace("-__-", `-${number}-`); });
      body.append(row);
      show();
      body.lastElementChild.querySelector("input, select").focus();
    });
    part.addEventListener("click", (event) => {
      const button = event.target.closest("[data-remove]");
      if (!button) return;
      const row = button.closest("tr");
      if (body.rows.length > 1) row.remove();
      else row.querySelectorAll("input").forEach((input) => { input.value = ""; input.checked = false; });
      total();
    });
    part.addEventListener("input", total);
  });

  // The budget adds up while it is typed, in fen as the server does.
  function total() {
    const sum = form.querySelector("[data-total]");
    if (!sum) return;
    let fen = 0;
    form.querySelectorAll('[data-typed="budget"] tbody tr').forEach((row) => {
      const price = Number(row.querySelector("[data-price]").value.replace(/[,\uff0c\u5143\s]/g, ""));
      const typed = row.querySelector("[data-count]").value.trim();
      const count = typed === "" ? 1 : Number(typed);
      if (Number.isFinite(price) && Number.isFinite(count)) fen += Math.round(price * 100) * count;
    });
    sum.textContent = (fen / 100).toFixed(2);
  }
})();
