// What the tablet keeps when it is switched off: the roster, its key, and every entry it ever made
// (answered ones for two weeks, so that a server restored from an older backup gets them again).
(() => {
  "use strict";
  const tablet = (globalThis.tablet ??= {});
  const KEPT = 14 * 24 * 3600 * 1000;
  let opened = null;

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open("shufang-tablet", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("meta");
        asked.result.createObjectStore("entries", { keyPath: "nonce" });
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => { asked.result.close(); opened = null; };
        asked.result.onclose = () => { opened = null; };
        resolve(asked.result);
      };
      asked.onerror = () => { opened = null; reject(asked.error); };
    });
    return opened;
  }

  // One transaction; it has ended, on disk, when the promise is fulfilled.
  async function run(name, mode, work) {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode, { durability: "strict" });
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request ? request.result : undefined);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  const store = {
    get: (key) => run("meta", "readonly", (s) => s.get(key)),
    set: (key, value) => run("meta", "readwrite", (s) => s.put(value, key)),
    entries: () => run("entries", "readonly", (s) => s.getAll()),
    add: (body) => run("entries", "readwrite", (s) => s.add({ nonce: body.nonce, body, state: "queued", conflict: "", tries: 0 })),
    queued: async () => (await store.entries()).filter((e) => e.state === "queued").sort((a, b) => a.tries - b.tries || a.body.clock - b.body.clock),
    // The server's answers, all or none.
    answered: (results) => run("entries", "readwrite", (s) => {
      for (const { nonce, outcome, conflict } of results) {
        const asked = s.get(nonce);
        asked.onsuccess = () => {
          const entry = asked.result;
          if (entry) s.put({ ...entry, state: outcome === "known" && conflict ? "conflict" : outcome, conflict });
        };
      }
    }),
    tried: (nonces) => run("entries", "readwrite", (s) => {
      for (const nonce of nonces) {
        const asked = s.get(nonce);
        asked.onsuccess = () => { if (asked.result) s.put({ ...asked.result, tries: asked.result.tries + 1 }); };
      }
    }),
    // The server has gone back in time: everything that is kept goes up again.
    again: () => run("entries", "readwrite", (s) => {
      const asked = s.getAll();
      asked.onsuccess = () => asked.result.forEach((entry) => s.put({ ...entry, state: "queued", tries: 0 }));
    }),
    // Only what has been answered, and only by a clock that the server has confirmed.
    forget: (now) => run("entries", "readwrite", (s) => {
      const asked = s.getAll();
      asked.onsuccess = () => asked.result.forEach((entry) => {
        if (entry.state !== "queued" && entry.body.clock + (entry.body.offset || 0) < now - KEPT) s.delete(entry.nonce);
      });
    }),
  };
  tablet.store = store;
})();
