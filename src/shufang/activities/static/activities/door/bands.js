// Children run in faster than the network answers: every tap on plus or minus is seen at once and
// sent when its turn comes, several together. Without this script one tap is one form.
(() => {
  "use strict";
  const AGAIN = 3000, MOST = 50;
  const taps = []; // those not answered yet: { band, less, number }
  let sending = false;

  const formOf = (band) => document.querySelector(`#bands input[name=band][value="${band}"]`).form;

  function show() {
    document.querySelectorAll("#bands form").forEach((form) => {
      const number = form.querySelector("b");
      number.dataset.counted ??= number.textContent;
      const mine = taps.filter((tap) => tap.band === form.elements.band.value);
      const more = mine.reduce((sum, tap) => sum + (tap.less ? -tap.number : tap.number), 0);
      const heads = Math.max(0, Number(number.dataset.counted) + more);
      number.textContent = String(heads);
      form.elements.less.disabled = !heads;
    });
  }

  // What the server has counted. The buttons stay: one exchanged under a finger hears no tap.
  function take(page) {
    document.querySelectorAll("#bands form").forEach((form) => {
      const fresh = page.querySelector(`#bands input[name=band][value="${form.elements.band.value}"]`).form;
      form.elements.key.value = fresh.elements.key.value;
      form.querySelector("b").dataset.counted = fresh.querySelector("b").textContent;
      form.querySelectorAll("button").forEach((button) => { button.disabled = page.getElementById(button.id).disabled; });
    });
    document.querySelectorAll("#bands .field-error").forEach((old) => old.remove());
    page.querySelectorAll("#bands .field-error").forEach((wrong) => document.querySelector("#bands ul").before(wrong));
    document.getElementById("progress").replaceWith(page.getElementById("progress"));
  }

  // The same key with as many heads again counts nothing twice. Fewer have no key: where no answer
  // came nobody knows whether they were heard, so the page is asked how many there are.
  async function send() {
    if (sending || !taps.length) return;
    sending = true;
    const tap = taps[0], form = formOf(tap.band), body = new URLSearchParams(new FormData(form));
    body.set("taps", tap.number);
    if (tap.less) body.set("less", "1");
    tap.sent = true;
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { "HX-Request": "true" }, body });
      if (answer.redirected || (!answer.ok && answer.status < 500)) { location.reload(); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      const drawn = await answer.text();
      taps.shift();
      take(new DOMParser().parseFromString(drawn, "text/html"));
      show();
    } catch {
      if (tap.less) { location.reload(); return; }
      await new Promise((resolve) => { setTimeout(resolve, AGAIN); });
    }
    sending = false;
    send();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#bands form button");
    if (!button) return;
    event.preventDefault();
    const band = button.form.elements.band.value, less = button.name === "less";
    const last = taps[taps.length - 1];
    if (last && !last.sent && last.band === band && last.less === less && last.number < MOST) last.number += 1;
    else taps.push({ band, less, number: 1 });
    show();
    send();
  });
})();
