// Reads the roster: which activity is on, who is expected, which code to show. No page in here.
(() => {
  "use strict";
  const tablet = (globalThis.tablet ??= {});
  const two = (n) => String(n).padStart(2, "0");

  // The room's own calendar, wherever the tablet thinks it is.
  function local(roster, at) {
    const there = new Date(at + roster.zone_minutes * 60000);
    return { day: there.toISOString().slice(0, 10), time: `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`, month: there.getUTCMonth() + 1, date: there.getUTCDate() };
  }

  // What was signed in here and the server has not answered yet stands over the roster.
  function overlaid(roster, entries) {
    const queued = entries.filter((entry) => entry.state === "queued").map((entry) => entry.body).sort((a, b) => a.clock - b.clock);
    return roster.activities.map((activity) => {
      const mine = queued.filter((body) => body.activity === activity.id);
      if (!mine.length) return activity;
      const parties = activity.parties.map((party) => ({ ...party }));
      let { arrived, heads, free } = activity;
      for (const body of mine) {
        const party = parties.find((p) => p.id === body.registration);
        if (body.kind === "in" && !(party && party.here)) {
          arrived += 1;
          heads += body.adults + body.children;
          if (!party && free !== null) free -= takes(activity, body);
          if (party) Object.assign(party, { here: "in", came: body.adults + body.children });
        } else if (body.kind === "out" && party && party.here === "in") {
          heads -= party.came ?? party.adults + party.children;
          party.here = "out";
        }
      }
      return { ...activity, parties, arrived, heads: Math.max(0, heads), free };
    });
  }

  // How many places a family takes that comes without having registered.
  const takes = ({ counted }, { adults, children }) => (counted === "party" ? 1 : counted === "child" ? children : adults + children);
  const hasPlace = (activity, heads) => activity.free === null || activity.free === undefined || takes(activity, heads) <= activity.free;

  const missing = (activity) => activity.parties.filter((party) => party.expected && !party.here).length;

  // The one to show: running now, else the next one today, else none.
  function current(activities, at) {
    const shown = activities.filter((a) => a.closes > at);
    return shown.find((a) => a.opens <= at && !a.cancelled) || shown.find((a) => !a.cancelled) || shown[0] || null;
  }

  function codeAt(activity, at) {
    const { codes } = activity;
    if (!codes) return null;
    const step = Math.floor(at / codes.step), code = codes.codes[step - codes.first];
    return code === undefined ? null : { code: codes.head + code, left: (step + 1) * codes.step - at, step: codes.step };
  }

  const print = (activity, key, four) => tablet.hmac(key, `${activity.id} ${four}`).slice(0, 20);
  const found = (activity, key, four) => activity.parties.filter((party) => party.four && party.four === print(activity, key, four));

  function isOpen(roster, at) {
    const here = local(roster, at), today = roster.days.find((day) => day.day === here.day);
    if (!today || !today.known) return true; // nobody wrote down its hours
    return today.spans.some(([a, b]) => a <= here.time && (here.time < b || b === "23:59"));
  }

  tablet.roster = { local, overlaid, missing, current, codeAt, found, print, hasPlace, isOpen };
})();
