// Comfort for the keyboard; every page works without it.
//   /      to the search box        j, k   up and down the rows of a table
//   Enter  opens the row            Esc    closes menus
(() => {
  "use strict";
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll("main table tbody tr")].filter((row) => row.querySelector("a[href]") && row.offsetParent);
  const opener = (row) => row.querySelector("a.row-link") || row.querySelector("a[href]");

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.classList.contains("here"));
    const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))];
    all.forEach((row) => row.classList.toggle("here", row === next));
    opener(next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.removeAttribute("open");
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = document.querySelector("details[data-menu][open]");
      closeMenus();
      if (open) open.querySelector("summary").focus();
      if (location.hash === "#menu") location.hash = "#top";
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const box = document.querySelector("[data-search]");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    }
  });

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details[data-menu]"));
  });

  // Without network a reader's form stays where it is: sent, it would be gone with all it says.
  const noNetwork = document.querySelector("[data-no-network]");
  if (noNetwork) {
    document.addEventListener("submit", (event) => {
      if (navigator.onLine || event.target.method !== "post") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      noNetwork.hidden = false;
    }, true);
    window.addEventListener("online", () => { noNetwork.hidden = true; });
  }

  // A form that has been sent is not sent twice by an impatient second click.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });

  // <select data-submit> sends its form at once; without a script the form's own button does.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });

  // Errors above a form are read out, and the first wrong field is one Tab away.
  // A table that fits keeps its headings in sight; a wider one is scrolled by keyboard too.
  function reachable(root) {
    root.querySelectorAll(".table-responsive, .chart").forEach((box) => {
      box.classList.remove("fits");
      const fits = box.scrollWidth <= box.clientWidth && !box.matches(".scrolled");
      box.classList.toggle("fits", fits);
      if (fits || box.hasAttribute("tabindex")) return;
      const title = (box.closest(".card") || document).querySelector("h2, h1");
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      if (title) box.setAttribute("aria-label", title.textContent.trim());
    });
  }
  // Where a list stands as sheets on a phone, each value says which column it is of.
  function labelled(root) {
    root.querySelectorAll("table.stacks").forEach((table) => {
      const names = [...table.tHead.rows[0].cells].map((cell) => cell.querySelector(".visually-hidden") ? "" : cell.textContent.trim());
      table.setAttribute("role", "table");
      [table.tHead, ...table.tBodies].forEach((part) => part.setAttribute("role", "rowgroup"));
      [...table.rows].forEach((row) => {
        row.setAttribute("role", "row");
        [...row.cells].forEach((cell, place) => {
          if (row.parentNode === table.tHead) { cell.setAttribute("role", "columnheader"); return; }
          cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
          if (names[place]) cell.dataset.label = names[place];
          cell.classList.toggle("blank", !cell.querySelector("form") && ["", "—"].includes(cell.textContent.trim()));
        });
      });
    });
  }
  labelled(document);
  document.addEventListener("htmx:load", (event) => labelled(event.target));
  reachable(document);
  window.addEventListener("load", () => reachable(document));
  window.addEventListener("resize", () => reachable(document));
  document.addEventListener("toggle", (event) => reachable(event.target), true); // unfolded now
  document.addEventListener("htmx:load", (event) => reachable(event.target));

  const errors = document.querySelector("[data-focus]");
  if (errors) errors.focus();
  window.addEventListener("hashchange", () => {
    if (location.hash === "#menu") document.querySelector("#menu a").focus();
  });
})();
