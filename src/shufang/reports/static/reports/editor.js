// Puts a figure's name where the cursor last stood in a text, and asks before unsaved texts are lost.
(() => {
  const texts = document.querySelector("#texts");
  let unsaved = false;
  texts?.addEventListener("input", () => { unsaved = true; });
  texts?.addEventListener("submit", (event) => {
    if (!event.submitter?.hasAttribute("formaction")) unsaved = false; // all texts are being saved
  });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  let last = document.querySelector("#texts textarea");
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("#texts textarea")) last = event.target;
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button || !last) return;
    last.setRangeText(button.dataset.insert, last.selectionStart, last.selectionEnd, "end");
    last.focus();
    last.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
