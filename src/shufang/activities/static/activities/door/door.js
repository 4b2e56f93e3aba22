// Plus and minus beside a number, the seconds that are left, and a page that comes back to life.
// Every form works without it.
(() => {
  "use strict";

  function dress(root) {
    root.querySelectorAll("[data-stepper] button[hidden]").forEach((button) => { button.hidden = false; });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const input = button.closest("[data-stepper]").querySelector("input");
    const value = (Number(input.value) || 0) + Number(button.dataset.step);
    input.value = Math.max(Number(input.min), Math.min(Number(input.max), value));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  const clock = document.querySelector("[data-seconds]");
  if (clock) {
    const until = Date.now() + Number(clock.dataset.seconds) * 1000;
    clock.hidden = false;
    const tick = () => {
      clock.querySelector("b").textContent = Math.max(0, Math.round((until - Date.now()) / 1000));
    };
    setInterval(tick, 1000);
  }

  dress(document);
  document.addEventListener("htmx:load", (event) => dress(event.target));
})();
