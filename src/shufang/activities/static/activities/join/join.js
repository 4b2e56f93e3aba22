// Keeps the count in the foot true to what is ticked. Without it everything works the same.
(() => {
  const form = document.querySelector("[data-join]");
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
  if (!form) return;
  const unfold = document.querySelector(".guest > details > summary");
  if (unfold) {
    unfold.addEventListener("click", () => setTimeout(() => {
      if (unfold.parentElement.open) form.querySelector("#guest-name").focus();
    }, 0));
  }
  const count = () => {
    const foot = document.querySelector("[data-count]");
    if (!foot) return;
    const ticked = form.querySelectorAll("input[name=child]:checked").length;
    const typed = [...form.querySelectorAll(".kid-name input")].filter((i) => i.value.trim()).length;
    const chosen = form.querySelector("input[name=adults]:checked");
    const adults = chosen ? Number(chosen.value) : 0;
    const say = (number, n) => {
      if (!number) return; // only grown-ups come
      number.textContent = n;
      const word = number.nextElementSibling;
      word.textContent = n === 1 ? word.dataset.one : word.dataset.many;
    };
    say(foot.querySelector("[data-kids]"), ticked + typed);
    say(foot.querySelector("[data-adults]"), adults);
    foot.querySelector("[data-heads]").textContent = ticked + typed + adults;
  };
  form.addEventListener("input", count);
  // Another language or size of text asks for the page anew: what is typed comes along, once.
  const fields = () => [...form.elements].filter((i) => i.name && i.type !== "hidden");
  const keep = `typed ${form.getAttribute("action")}`;
  document.querySelectorAll(".switches form").forEach((other) => {
    other.addEventListener("submit", () => {
      const typed = fields().map((i) => [i.name, i.value, Boolean(i.checked)]);
      try { sessionStorage.setItem(keep, JSON.stringify(typed)); } catch { /* it is lost */ }
    });
  });
  const bringBack = () => {
    let typed;
    try {
      typed = JSON.parse(sessionStorage.getItem(keep));
      sessionStorage.removeItem(keep);
    } catch { return; }
    if (!typed) return;
    fields().forEach((field) => {
      const isBox = field.type === "checkbox" || field.type === "radio";
      const was = typed.find(([name, value]) => name === field.name && (!isBox || value === field.value));
      if (!was) return;
      if (isBox) field.checked = was[2];
      else field.value = was[1];
      if (!isBox && was[1]) {
        for (let at = field.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
      }
    });
  };
  bringBack();
  const unfoldTyped = () => fields().forEach((field) => {
    const isBox = field.type === "checkbox" || field.type === "radio";
    const fold = field.closest("details");
    if (fold && !isBox && "defaultValue" in field && field.value !== field.defaultValue) fold.open = true;
  });
  form.addEventListener("submit", () => {
    const buttons = document.querySelectorAll(".main-action .btn, .join-form .btn");
    setTimeout(() => buttons.forEach((button) => { button.disabled = true; }), 0);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll(".main-action .btn, .join-form .btn").forEach((b) => { b.disabled = false; });
    unfoldTyped(); // after Back, from a page that never came
    count();
  });
  count();
})();
