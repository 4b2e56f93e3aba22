// The calendar of all rooms. Its words come from the page; without this script the page shows the
// month as a list.
(() => {
  "use strict";
  const box = document.querySelector("[data-calendar]");
  if (!box || !window.FullCalendar) return;
  const words = box.dataset;
  const narrow = window.matchMedia("(max-width: 767.98px)");
  const refused = document.querySelector("[data-refused]");
  const told = document.querySelector("[data-told]");
  const filters = new URLSearchParams(location.search);
  const daysOff = new Map();
  box.querySelector("[data-plain]").remove();
  const place = document.createElement("div");
  box.append(place);

  function say(reason, ways) {
    refused.querySelector("[data-reason]").textContent = reason;
    refused.querySelector("[data-ways]").replaceChildren(...(ways || []).map((way) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm";
      button.textContent = way.text;
      button.addEventListener("click", way.take);
      return button;
    }));
    refused.hidden = !reason;
    if (reason) refused.focus({ preventScroll: true });
  }

  async function events(info) {
    const asked = new URLSearchParams({ start: info.startStr, end: info.endStr });
    for (const name of ["site", "town", "category", "state"]) {
      if (filters.get(name)) asked.set(name, filters.get(name));
    }
    const answer = await fetch(`${words.events}?${asked}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.json();
    found.days_off.forEach((day) => daysOff.set(day.day, day));
    queueMicrotask(() => widen(found.events));
    queueMicrotask(mark);
    return found.events;
  }

  // The week begins at seven and ends at ten at night, but for what is earlier or later.
  function widen(shown) {
    const early = shown.some((event) => event.start.slice(11, 16) < "07:00");
    const late = shown.some((event) => event.end && (event.end.slice(11, 16) > "22:00" || event.end.slice(0, 10) > event.start.slice(0, 10)));
    if (early) calendar.setOption("slotMinTime", "00:00:00");
    if (late) calendar.setOption("slotMaxTime", "24:00:00");
  }

  // A word at the head of holidays and of weekends that are worked.
  function mark() {
    box.querySelectorAll("[role=rowheader]:empty").forEach((cell) => {
      cell.removeAttribute("role");
      cell.removeAttribute("aria-label");
    });
    box.querySelectorAll("[data-date]").forEach((cell) => {
      const day = daysOff.get(cell.dataset.date);
      if (!day || cell.querySelector(".day-off")) return;
      const sign = document.createElement("span");
      sign.className = day.works ? "day-off works" : "day-off";
      sign.textContent = `${day.works ? words.wordWorks : words.wordOff} ${day.name}`;
      (cell.querySelector("[data-day-head]") || cell).append(sign);
    });
  }

  // Roles that say less than the text they hide: readers of the screen get the text.
  function tidy(element) {
    element.querySelectorAll("[aria-hidden]").forEach((part) => part.removeAttribute("aria-hidden"));
    element.removeAttribute("aria-label");
  }
  function plainList(info) {
    if (info.el.getAttribute("role") !== "listitem") return;
    info.el.removeAttribute("role");
    const list = info.el.closest("[role=list], [role=listitem]"); // of its day
    if (list && list.getAttribute("role") === "list") list.removeAttribute("role");
  }

  async function move(info) {
    say("", []);
    const event = info.event;
    if (event.extendedProps.published && !window.confirm(words.wordSure)) { info.revert(); return; }
    const moved = await send(event.id, { start: event.startStr, end: event.endStr || event.startStr });
    if (!moved) info.revert();
  }

  // Whether it was moved; if not, the page says why and offers the ways out.
  async function send(id, where) {
    say("", []);
    told.textContent = "";
    let answer, said = {};
    try {
      answer = await fetch(words.move.replace("/0/", `/${id}/`), {
        method: "POST", body: new URLSearchParams(where), headers: { "X-CSRFToken": words.csrf, Accept: "application/json" },
      });
      said = await answer.json();
    } catch {
      say(words.wordFailed, []);
      return false;
    }
    if (answer.ok) {
      told.textContent = said.text || "";
      calendar.refetchEvents(); // what is held beside it has moved along
      return true;
    }
    const ways = (said.choices || []).map(({ text, ...there }) => ({ text, take: () => send(id, there) }));
    say(said.reason || words.wordFailed, ways);
    return false;
  }

  function inside(info) {
    const title = document.createElement("span");
    title.className = "ev-title";
    title.textContent = info.event.title;
    const room = document.createElement("span");
    room.className = "ev-room";
    const { room: name, zone } = info.event.extendedProps;
    room.textContent = zone ? `${name} · ${zone}` : name;
    const time = document.createElement("span");
    time.className = "ev-time num";
    time.textContent = info.timeText;
    const whole = document.createElement("span");
    whole.className = info.view.type === "timeGridWeek" ? "ev-in tall" : "ev-in";
    whole.append(time, title, room);
    whole.title = [info.timeText, info.event.title, room.textContent].join(" ");
    return { domNodes: [whole] };
  }

  const calendar = new FullCalendar.Calendar(place, {
    locale: words.locale.startsWith("en") ? "en-gb" : "zh-cn",
    timeZone: "Asia/Shanghai",
    firstDay: 1,
    initialDate: words.date.slice(0, 7) === new Date().toISOString().slice(0, 7) ? undefined : words.date,
    initialView: narrow.matches ? "fortnight" : "dayGridMonth",
    views: { fortnight: { type: "list", duration: { days: 14 } } },
    buttonClass: (info) => (info.isSelected ? "cal-button on" : "cal-button"),
    headerToolbar: narrow.matches
      ? { start: "title", end: "today prev,next" }
      : { start: "today prev,next title", end: "dayGridMonth,timeGridWeek,listWeek" },
    buttons: {
      today: { text: words.wordToday },
      dayGridMonth: { text: words.wordMonth },
      timeGridWeek: { text: words.wordWeek },
      listWeek: { text: words.wordList },
    },
    todayHint: words.wordToday,
    dayHeaderDidMount: (info) => tidy(info.el),
    dayCellDidMount: (info) => info.el.removeAttribute("aria-label"),
    eventDidMount: plainList,
    prevText: words.wordEarlier,
    nextText: words.wordLater,
    noEventsText: words.wordEmpty,
    slotMinTime: "07:00:00",
    slotMaxTime: "22:00:00",
    allDaySlot: false,
    slotEventOverlap: false,
    nowIndicator: true,
    height: "auto",
    dayMaxEvents: 4,
    eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    slotHeaderFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    eventContent: inside,
    events,
    eventSourceFailure: () => say(words.wordFailed, []),
    eventDrop: move,
    eventResize: move,
    datesSet: () => queueMicrotask(mark),
    dateClick(info) {
      if (!words.new) return;
      const asked = new URLSearchParams({ day: info.dateStr.slice(0, 10) });
      if (info.dateStr.length > 10) asked.set("starts", info.dateStr.slice(11, 16));
      if (filters.get("site")) asked.set("site", filters.get("site"));
      location.assign(`${words.new}?${asked}`);
    },
  });
  calendar.render();
})();
