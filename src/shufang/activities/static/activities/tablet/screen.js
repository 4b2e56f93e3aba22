// The room's screen: what is on, the code to scan, and signing in by hand. It never waits for the
// network: an entry is kept first (store.js) and sent when it can be (upload.js).
(async () => {
  "use strict";
  const { store, clock, roster: reads, make, drawCode, drawRing } = tablet;
  const root = document.getElementById("content");
  tablet.addresses = root.dataset;
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const IDLE = 45000, SAID = 6000, POLL = 20000;
  const tables = { [document.documentElement.lang]: JSON.parse(document.getElementById("words").textContent) };
  const home = document.documentElement.lang;
  let words = tables[home];
  let roster = null, about = null, key = "", trouble = "", network = null, entries = [], activities = [];
  let chosen = null, joined = null, digits = "", party = null, asked = "", heads = { adults: 1, children: 1 }, shownCode = "", touched = performance.now(), leaveSaid = 0;

  // ---- words ----
  const word = (code, values = {}) => (words[code] || code).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const slot = (name, text) => root.querySelectorAll(`[data-slot="${name}"]`).forEach((element) => { if (element.textContent !== text) element.textContent = text; });
  function speak() {
    root.querySelectorAll("[data-word]").forEach((element) => { element.textContent = word(element.dataset.word); });
    root.querySelectorAll("[data-label]").forEach((element) => { element.setAttribute("aria-label", word(element.dataset.label)); });
    root.querySelectorAll("[data-digit]").forEach((element) => { element.setAttribute("aria-label", word("digit", { n: element.dataset.digit })); });
  }
  async function language(code) {
    if (!tables[code]) {
      try { tables[code] = await (await fetch(root.dataset.words.replace("LANGUAGE", code))).json(); } catch { return; }
    }
    words = tables[code];
    document.documentElement.lang = code;
    speak();
    draw();
  }
  const otherLanguage = () => (document.documentElement.lang === "en" ? "zh-hans" : "en");
  const isEnglish = () => document.documentElement.lang === "en";

  // ---- views ----
  function show(name) {
    root.dataset.view = name;
    touched = performance.now();
    root.querySelectorAll(".view").forEach((view) => { view.hidden = view.dataset.name !== name; });
    const head = root.querySelector(`[data-name="${name}"] [data-focus]`);
    if (head) head.focus({ preventScroll: true });
  }
  function goHome() {
    digits = "";
    party = null;
    leaveSaid = 0;
    if (part("about").open) part("about").close();
    show("home");
    draw();
  }

  // ---- the screen ----
  const day = (at) => reads.local(roster, at);
  function when(activity) {
    const today = day(clock.now()).day, tomorrow = day(clock.now() + 86400000).day;
    const [, month, date] = activity.day.split("-").map(Number);
    const name = activity.day === today ? word("today") : activity.day === tomorrow ? word("tomorrow") : word("day", { m: month, d: date });
    return `${name} ${activity.time}`;
  }
  function ages({ ages: [a, b] }) {
    if (a !== null && b !== null) return word("ages", { a, b });
    if (a !== null) return word("ages_from", { a });
    return b !== null ? word("ages_to", { b }) : "";
  }
  const todays = () => activities.filter((a) => a.day === day(clock.now()).day && a.closes > clock.now());
  function current() {
    const list = todays();
    if (chosen !== null) {
      const found = list.find((a) => a.id === chosen);
      if (found) return found;
      chosen = null;
    }
    return reads.current(list, clock.now());
  }

  function draw() {
    if (root.dataset.view !== "home" && root.dataset.view !== "loading") { drawLine(); return; }
    if (trouble) { drawTrouble(); return; }
    if (!roster) {
      slot("title", word("loading"));
      drawLine();
      return;
    }
    activities = reads.overlaid(roster, entries);
    const now = clock.now(), activity = current();
    slot("room", activity && activity.zone ? `${roster.site} · ${activity.zone}` : roster.site);
    root.querySelector(".room .tools").hidden = false;
    if (activity) drawActivity(activity, now); else drawNothing(now);
    const others = todays().length;
    const choose = root.querySelector(".choose");
    choose.hidden = others < 2;
    choose.textContent = word("choose", { n: others });
    drawLine();
  }
  function drawActivity(activity, now) {
    slot("tag", activity.cancelled ? "" : now >= activity.starts ? word("now") : "");
    slot("title", activity.cancelled ? word("cancelled") : activity.title);
    slot("time", activity.cancelled ? activity.title : [when(activity), ages(activity)].filter(Boolean).join(" · "));
    slot("more", activity.cancelled ? word("cancelled_text") : "");
    part("figures").hidden = activity.cancelled;
    slot("arrived", String(activity.arrived));
    slot("heads", String(activity.heads));
    slot("missing", String(reads.missing(activity)));
    root.querySelector(".missing").hidden = !activity.parties.some((party) => party.expected); // nobody can be missing where nobody registers
    part("choices").hidden = activity.cancelled;
    part("branch").toggleAttribute("hidden", !activity.cancelled);
    drawCodePart(activity, now);
  }
  function drawCodePart(activity, now) {
    const code = activity.cancelled || !clock.known() || !about ? null : reads.codeAt(activity, now);
    part("code").hidden = !code;
    const instead = root.querySelector(".instead");
    instead.hidden = Boolean(code) || activity.cancelled;
    if (!code) {
      shownCode = "";
      slot("instead", !clock.known() ? word("clock_unsure") : now < activity.opens ? word("code_later", { time: reads.local(roster, activity.opens).time }) : word("code_none"));
      part("branch").toggleAttribute("hidden", false);
      return;
    }
    part("branch").toggleAttribute("hidden", true);
    const address = `${about.door}${code.code}/`;
    if (address !== shownCode) { drawCode(part("drawing"), address); shownCode = address; root.dataset.code = code.code; }
    slot("ring", word("code_in", { n: Math.ceil(code.left / 1000) }));
    drawRing(part("ring"), code.left / code.step);
  }
  function drawNothing(now) {
    const here = day(now), today = roster.days.find((d) => d.day === here.day);
    const hadSome = activities.some((a) => a.day === here.day);
    const open = reads.isOpen(roster, now);
    const next = activities.find((a) => a.starts > now && !a.cancelled);
    const lang = isEnglish() ? "en" : "zh-hans";
    slot("tag", "");
    slot("title", !open ? word("closed") : hadSome ? word("over") : word("nothing"));
    slot("time", open ? (next ? word("nothing_text", { title: next.title, when: when(next) }) : word("nothing_ahead")) : nextOpening(now, lang));
    slot("more", !today || !today.known ? "" : today.notice ? word("notice", { text: today.notice }) : open ? word("hours", { text: today.text[lang] }) : "");
    part("figures").hidden = part("code").hidden = part("choices").hidden = true;
    root.querySelector(".instead").hidden = true;
    part("branch").toggleAttribute("hidden", false);
    shownCode = "";
  }
  function nextOpening(now, lang) {
    const here = day(now);
    for (const one of roster.days) {
      const later = one.spans.filter(([a]) => one.day > here.day || a > here.time);
      if (one.day < here.day || !later.length) continue;
      const [, month, date] = one.day.split("-").map(Number);
      const name = one.day === here.day ? word("today") : one.day === day(now + 86400000).day ? word("tomorrow") : word("day", { m: month, d: date });
      return word("closed_text", { when: `${name} ${one.spans.length > 1 && one.day === here.day ? later[0].join("–") : one.text[lang]}` });
    }
    return "";
  }
  function drawLine() {
    const queued = entries.filter((entry) => entry.state === "queued").length;
    const lamp = part("lamp");
    lamp.dataset.state = network === false ? "off" : queued ? "busy" : "on";
    let line = network === false ? (queued ? word("offline", { n: queued }) : word("offline_none")) : queued ? word("sending", { n: queued }) : word("online");
    if (network === false && roster && roster.at) line += ` · ${word("stale", { time: day(roster.at).time })}`;
    root.dataset.kept = String(Boolean(navigator.serviceWorker && navigator.serviceWorker.controller));
    if (!("serviceWorker" in navigator)) line += ` · ${word("not_kept")}`;
    slot("line", line);
  }
  function drawTrouble() {
    part("figures").hidden = part("code").hidden = part("choices").hidden = true;
    part("branch").toggleAttribute("hidden", false);
    root.querySelector(".choose").hidden = true;
    slot("tag", "");
    slot("room", about ? `${about.site} · ${about.device}` : "");
    slot("title", word(`${trouble}_head`));
    slot("time", word(`${trouble}_text`));
    slot("more", "");
    const instead = root.querySelector(".instead");
    instead.hidden = trouble !== "unknown";
    if (trouble === "unknown" && !instead.querySelector("a")) instead.replaceChildren(make("a", { href: root.dataset.pair, class: "strong", text: word("pair") }));
    drawLine();
  }

  // ---- signing in ----
  function say(head, more, { bad = false, choices = [], wait = SAID } = {}) {
    slot("said", head);
    slot("said-more", more);
    part("mark").hidden = bad;
    part("say-choices").replaceChildren(...choices.map(([text, act]) => { const button = make("button", { type: "button", class: "quiet", text }); button.addEventListener("click", act); return button; }));
    leaveSaid = performance.now() + wait;
    show("say");
    tick();
  }
  // Whether families may sign in now; says why not.
  function mayEnter(activity) {
    const now = clock.now();
    if (clock.known() && now < activity.opens) { say(word("early_head"), word("early_text", { time: reads.local(roster, activity.opens).time }), { bad: true }); return false; }
    if (clock.known() && (now > activity.closes || activity.closed)) { say(word("late_head"), word("late_text"), { bad: true }); return false; }
    return true;
  }
  // Where the family at the screen signs in, also when another activity's turn comes meanwhile.
  const here = () => activities.find((activity) => activity.id === joined) || null;
  function join(activity) {
    if (!activity || !mayEnter(activity)) return false;
    joined = activity.id;
    return true;
  }
  function askDigits() {
    if (!join(current())) return;
    digits = "";
    drawDigits();
    show("digits");
  }
  // `unknown` is the print of digits that stand on no list here; the server may know them by now.
  function walkIn(unknown = "") {
    const activity = unknown ? here() : current();
    if (!join(activity)) return;
    if (!activity.walk_ins) { say(word("no_walk_in_head"), word("no_walk_in_text"), { bad: true }); return; }
    if (!reads.hasPlace(activity, { adults: 1, children: 1 })) { say(word("full_head"), word("full_text"), { bad: true }); return; }
    party = null;
    asked = unknown;
    askHeads({ adults: 1, children: 1 });
  }
  function drawDigits() {
    root.querySelectorAll(".boxes span").forEach((box, at) => { box.textContent = digits[at] || ""; box.classList.toggle("here", at === digits.length); });
    slot("typed", digits ? word("typed", { n: digits.length }) : "");
  }
  function typed(sign) {
    if (sign === "clear") digits = "";
    else if (sign === "delete") digits = digits.slice(0, -1);
    else if (digits.length < 4) digits += sign;
    drawDigits();
    if (digits.length === 4) look();
  }
  function look() {
    const activity = here();
    if (!activity) { goHome(); return; }
    const found = reads.found(activity, key, digits), print = reads.print(activity, key, digits);
    digits = "";
    if (!found.length) {
      const choices = [[word("again"), askDigits]];
      if (activity.walk_ins) choices.push([word("walk_in"), () => walkIn(print)]);
      say(word("none_head"), word(activity.walk_ins ? "none_text" : "none_only"), { bad: true, choices, wait: 20000 });
    } else if (found.length === 1) meet(found[0]);
    else pick(word("which_head"), found.map((one) => ({ text: word("party", one), note: one.here ? word("party_here") : one.waiting ? word("party_waiting") : "", act: () => meet(one) })));
  }
  function pick(head, choices) {
    slot("pick", head);
    part("picks").replaceChildren(...choices.map(({ text, note, act }) => {
      const button = make("button", { type: "button" }, make("b", { text }), make("span", { text: note || "" }));
      button.addEventListener("click", act);
      return make("li", {}, button);
    }));
    show("pick");
  }
  function chooseActivity() {
    pick(word("choose_head"), todays().map((a) => ({ text: a.title, note: a.cancelled ? word("cancelled") : [a.time, a.zone].filter(Boolean).join(" · "), act: () => { chosen = a.id; goHome(); } })));
  }
  function meet(one) {
    party = one;
    const activity = here();
    if (!activity) { goHome(); return; }
    if (one.here === "out") say(word("gone_head"), word("bye_text"), { bad: true });
    else if (one.here) say(word("here_head"), word("here_text"), { choices: activity.sign_out ? [[word("leave"), leave]] : [], wait: activity.sign_out ? 15000 : SAID });
    else askHeads({ adults: one.adults, children: one.children });
  }
  function askHeads(count) {
    heads = { ...count };
    slot("who", party ? word("party", party) : here().title);
    slot("wrong", "");
    drawSteppers();
    show("heads");
  }
  function drawSteppers() {
    if (!part("steppers").children.length) {
      for (const who of ["adults", "children"]) {
        const number = make("output", { class: "num", "data-count": who });
        const button = (by, sign, label) => {
          const one = make("button", { type: "button", "data-who": who, "data-by": by, text: sign });
          one.addEventListener("click", () => { heads[who] = Math.max(0, Math.min(20, heads[who] + by)); slot("wrong", ""); drawSteppers(); });
          one.dataset.speak = label;
          return one;
        };
        part("steppers").append(make("div", { class: "stepper", role: "group" }, make("span", { "data-word": who }), button(-1, "−", "fewer"), number, button(1, "+", "more")));
      }
    }
    root.querySelectorAll(".stepper").forEach((box) => { const name = box.querySelector("span"); name.textContent = word(name.dataset.word); box.setAttribute("aria-label", name.textContent); });
    root.querySelectorAll("[data-count]").forEach((number) => { number.textContent = String(heads[number.dataset.count]); });
    root.querySelectorAll("[data-speak]").forEach((button) => { button.setAttribute("aria-label", word(button.dataset.speak, { who: word(button.dataset.who) })); });
  }
  // One entry for however many taps.
  let keeping = false;
  async function keep(body) {
    if (keeping) return false;
    keeping = true;
    const whole = { nonce: tablet.random(32), activity: joined, adults: 0, children: 0, ...tablet.reading(), ...(clock.known() ? { offset: Math.round(clock.offset) } : {}), ...body };
    try {
      await store.add(whole);
      entries = await store.entries();
    } catch {
      say(word("failed_head"), word("failed_text"), { bad: true, wait: 20000 });
      return false;
    } finally {
      keeping = false;
    }
    if (roster) activities = reads.overlaid(roster, entries);
    upload();
    return true;
  }
  async function confirm() {
    const activity = here();
    if (!activity) { goHome(); return; }
    if (heads.adults + heads.children === 0) { slot("wrong", word("nobody")); return; }
    if (!mayEnter(activity)) return;
    if (!party && !reads.hasPlace(activity, heads)) { say(word("full_head"), word("full_text"), { bad: true }); return; }
    const guest = party;
    const kept = await keep({ kind: "in", ...heads, ...(guest ? { registration: guest.id } : asked ? { asked } : {}) });
    if (!kept) return;
    const n = heads.adults + heads.children, m = guest ? guest.adults + guest.children : n;
    const came = n > m ? word("welcome_more", { n, m }) : word("welcome_text", { n });
    const more = guest && guest.waiting ? word("welcome_waiting") : came;
    say(guest && guest.name ? word("welcome", { name: guest.name }) : word("welcome_all"), more);
  }
  async function leave() {
    const guest = party;
    const signed = entries.map((entry) => entry.body).find((body) => body.kind === "in" && body.registration === guest.id);
    if (await keep({ kind: "out", registration: guest.id, ...(signed ? { sign_in: signed.nonce } : {}) })) say(word("bye"), word("bye_text"));
  }

  // ---- the network ----
  let busy = false, again = false, pause = 0, timer = 0;
  async function upload() {
    if (busy) { again = true; return; }
    busy = true;
    clearTimeout(timer);
    try {
      const last = await tablet.contact();
      network = true;
      pause = 0;
      trouble = last.state === "ok" ? "" : last.state;
    } catch {
      network = false;
      pause = Math.min(300000, (pause || 2500) * 2);
      if (entries.some((entry) => entry.state === "queued")) askForSync();
    }
    busy = false;
    await read();
    draw();
    const wait = network ? POLL : pause * (0.75 + Math.random() / 2);
    timer = setTimeout(upload, again ? 50 : wait);
    again = false;
  }
  async function askForSync() {
    try { await (await navigator.serviceWorker.ready).sync.register("upload"); } catch { /* only some browsers have it */ }
  }
  async function read() {
    [entries, about, key] = await Promise.all([store.entries(), store.get("about"), store.get("key")]);
    const kept = await store.get("roster");
    clock.set(await store.get("offset"));
    if (about && about.revoked) trouble = "revoked";
    if (kept && kept.print !== (roster && roster.print)) {
      // Signed by the server with this tablet's own key, or not believed.
      roster = tablet.hmac(key || "", kept.body) === kept.mac ? { ...JSON.parse(kept.body), print: kept.print } : null;
      if (!roster && !trouble) slot("more", word("broken"));
    }
    if (roster) roster.at = kept.at;
  }

  // ---- about this tablet ----
  function openAbout() {
    const queued = entries.filter((entry) => entry.state === "queued").length;
    const off = clock.known() ? Math.round(-clock.offset / 1000) : 0;
    const lines = [
      about ? word("about_device", { name: about.device, site: about.site }) : "",
      word("about_queue", { n: queued }),
      word("about_done", { n: entries.length - queued, m: entries.filter((entry) => entry.state === "conflict" || entry.state === "refused").length }),
      roster && roster.at ? word("about_contact", { when: `${day(roster.at).month}-${day(roster.at).date} ${day(roster.at).time}` }) : word("about_never"),
      off > 1 ? word("about_clock", { n: off }) : off < -1 ? word("about_clock_slow", { n: -off }) : "",
      navigator.serviceWorker && navigator.serviceWorker.controller ? word("about_kept") : word("not_kept"),
    ];
    part("facts").replaceChildren(...lines.filter(Boolean).map((text) => make("li", { text })));
    part("about").showModal();
  }
  async function resend() {
    await store.again();
    part("facts").append(make("li", { text: word("resent") }));
    entries = await store.entries();
    upload();
  }

  // ---- hands and keys ----
  const deeds = { home: goHome, phone: askDigits, walk: walkIn, choose: chooseActivity, confirm, about: openAbout, close: () => part("about").close(), resend, language: () => language(otherLanguage()) };
  root.addEventListener("click", (event) => {
    touched = performance.now();
    const button = event.target.closest("[data-do]");
    if (button) deeds[button.dataset.do]();
  });
  document.addEventListener("keydown", (event) => {
    touched = performance.now();
    const view = root.dataset.view;
    if (event.key === "Escape" && view !== "home" && !part("about").open) goHome();
    if (view !== "digits") return;
    if (/^[0-9]$/.test(event.key)) typed(event.key);
    else if (event.key === "Backspace") typed("delete");
  });
  for (const sign of ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "delete"]) {
    const isWord = sign.length > 1;
    const button = make("button", { type: "button", ...(isWord ? { "data-word": sign, class: "word" } : { "data-digit": sign, text: sign }) });
    button.addEventListener("click", () => typed(sign));
    part("keys").append(button);
  }

  function tick() {
    if (clock.look()) upload();
    if (leaveSaid && root.dataset.view === "say") {
      const left = Math.ceil((leaveSaid - performance.now()) / 1000);
      slot("soon", left > 0 ? word("back_soon", { n: left }) : "");
      if (left <= 0) goHome();
    } else if (performance.now() - touched > IDLE) {
      touched = performance.now();
      if (part("about").open) part("about").close();
      if (document.documentElement.lang !== home) language(home);
      if (root.dataset.view !== "home") goHome();
    }
    draw();
  }

  speak();
  show("home");
  try { await read(); } catch { say(word("failed_head"), word("failed_text"), { bad: true, wait: 20000 }); }
  draw();
  setInterval(tick, 500);
  addEventListener("online", () => { pause = 0; upload(); });
  addEventListener("offline", () => { network = false; draw(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { upload(); awake(); } });
  async function awake() {
    try { await navigator.wakeLock.request("screen"); } catch { /* the screen may go dark */ }
  }
  awake();
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.addEventListener("message", () => read().then(draw));
    navigator.serviceWorker.register(root.dataset.worker, { scope: root.dataset.page, updateViaCache: "none" }).catch(() => {});
  }
  upload();
})();
