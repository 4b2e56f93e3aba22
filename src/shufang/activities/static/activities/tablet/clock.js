// The server's time, as well as this tablet can tell it. The clock of the device may be wrong and
// may be set while the page runs; the running time of the page can't, but it stops in sleep.
(() => {
  "use strict";
  const tablet = (globalThis.tablet ??= {});
  const JUMP = 2000;
  let offset = null, clock = Date.now(), running = performance.now();

  tablet.clock = {
    now: () => Date.now() + (offset || 0),
    get offset() { return offset; },
    known: () => offset !== null,
    set: (value) => { offset = value ?? offset; clock = Date.now(); running = performance.now(); },
    // Call often. A clock that was set back is seen and made up for; true where somebody should
    // ask the server (it jumped ahead: set, or the tablet slept).
    look: () => {
      const jumped = Date.now() - clock - (performance.now() - running);
      clock = Date.now();
      running = performance.now();
      if (offset !== null && jumped < -JUMP) { offset -= Math.round(jumped); return true; }
      return jumped > JUMP;
    },
  };
})();
