// What is written in the debrief is saved before a picture is added, checked or removed: those are
// forms of their own, and sending one would lose the words of the other.
(() => {
  "use strict";
  const debrief = document.querySelector("form[data-debrief]");
  if (!debrief) return;
  const unsaved = document.querySelector("[data-unsaved]");
  const written = () => new URLSearchParams(new FormData(debrief)).toString();
  const before = written();
  let saving = false;

  // Saved leads back to this page; to another one whose sign-in has ended.
  async function save() {
    try {
      const answer = await fetch(debrief.action, { method: "POST", body: new FormData(debrief) });
      if (answer.redirected) return new URL(answer.url).pathname === location.pathname ? "saved" : "lost";
      return answer.ok ? "wrong" : "lost";
    } catch {
      return "lost";
    }
  }

  document.querySelectorAll("#pictures form").forEach((form) => {
    form.addEventListener("submit", async (event) => {
      if (written() === before) return;
      event.preventDefault();
      if (saving) return;
      saving = true;
      unsaved.hidden = true;
      const outcome = await save();
      if (outcome === "saved") { form.submit(); return; }
      if (outcome === "wrong") { debrief.submit(); return; } // the page says what
      saving = false;
      unsaved.hidden = false;
      unsaved.scrollIntoView({ block: "center" });
    });
  });
})();
