// What is written in the debrief is saved before a picture is added or checked: those are forms of
// their own, and sending one would lose the words of the other.
(() => {
  const debrief = document.querySelector("form[data-debrief]");
  if (!debrief) return;
  const written = () => new URLSearchParams(new FormData(debrief)).toString();
  const before = written();
  document.querySelectorAll("#pictures form").forEach((form) => {
    form.addEventListener("submit", async (event) => {
      if (written() === before) return;
      event.preventDefault();
      const answer = await fetch(debrief.action, { method: "POST", body: new FormData(debrief) });
      if (answer.redirected) form.submit();
      else debrief.submit(); // something in it is wrong: the page says what
    });
  });
})();
