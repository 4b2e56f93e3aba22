// Talks to the server: sends what is queued in small batches and takes the answers and the roster.
// Used by the page and by the service worker, which say where to (`tablet.addresses`); sending a thing twice does no harm.
(() => {
  "use strict";
  const tablet = (globalThis.tablet ??= {});
  const MOST = 20;
  const PATIENCE = 15000;
  const page = tablet.random(16); // this opening of the page, or this run of the worker
  let size = MOST;

  tablet.reading = () => ({ clock: Date.now(), running: Math.round(performance.now()), page });

  async function ask(url, options) {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), PATIENCE);
    try {
      return await fetch(url, { credentials: "same-origin", cache: "no-store", redirect: "error", ...options, signal: giveUp.signal });
    } finally {
      clearTimeout(timer);
    }
  }

  async function hello() {
    const answer = await ask(tablet.addresses.hello);
    if (!answer.ok) throw new Error(`hello ${answer.status}`);
    const said = await answer.json();
    await tablet.store.set("csrf", said.csrf);
    return said;
  }

  async function post(body) {
    const csrf = (await tablet.store.get("csrf")) || (await hello()).csrf;
    return ask(tablet.addresses.contact, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": csrf }, body: JSON.stringify(body) });
  }

  async function keep(said) {
    const { store } = tablet;
    // In this order whatever is killed here is sent again.
    if (said.again) await store.again();
    await store.set("stamp", said.stamp);
    await store.answered(said.results);
    await store.set("offset", said.time - Date.now());
    await store.set("contact", said.time);
    await store.set("about", { device: said.device, site: said.site, door: said.door, revoked: said.revoked });
    await store.set("key", said.key);
    if (said.roster && tablet.hmac(said.key, said.roster) === said.mac) await store.set("roster", { body: said.roster, mac: said.mac, print: said.print, at: said.time });
    else if (said.print) {
      const roster = await store.get("roster");
      if (roster) await store.set("roster", { ...roster, at: said.time });
    }
    await store.forget(said.time);
  }

  // One round: "ok" with `more` when something is still queued, "unknown", or it throws.
  async function round() {
    const { store } = tablet;
    const queued = (await store.queued()).slice(0, size);
    const roster = await store.get("roster");
    const checked = roster && tablet.hmac((await store.get("key")) || "", roster.body) === roster.mac;
    const stamp = (await store.get("stamp")) || "";
    const body = () => ({ ...tablet.reading(), stamp, print: checked ? roster.print : "", entries: queued.map((entry) => entry.body) });
    let answer = await post(body());
    if (answer.status === 403) { await hello(); answer = await post(body()); } // another token since
    if (answer.status === 401) { await store.set("unknown", true); return { state: "unknown", more: false }; }
    if (!answer.ok) {
      // One entry that the server stumbles over must not hold up the others.
      if (queued.length) { size = Math.max(1, Math.floor(queued.length / 2)); await store.tried(queued.map((entry) => entry.nonce)); }
      throw new Error(`contact ${answer.status}`);
    }
    size = MOST;
    await store.set("unknown", false);
    const said = await answer.json();
    await keep(said);
    return { state: said.revoked ? "revoked" : "ok", more: (await store.queued()).length > 0, said };
  }

  tablet.contact = async () => {
    let last;
    do last = await round(); while (last.more);
    return last;
  };
})();
