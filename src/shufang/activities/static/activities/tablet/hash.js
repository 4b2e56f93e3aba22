// SHA-256 and HMAC in plain script: a tablet reached over plain http has no crypto.subtle, and the
// roster has to be checked there too. Tested against the server's own.
(() => {
  "use strict";
  const tablet = (globalThis.tablet ??= {});
  const K = [], H = [];
  const fraction = (x) => ((x - Math.floor(x)) * 0x100000000) | 0;
  for (let n = 2; K.length < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (H.length < 8) H.push(fraction(Math.sqrt(n)));
    K.push(fraction(Math.cbrt(n)));
  }
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  function block(state, bytes, at) {
    const w = new Int32Array(64);
    for (let i = 0; i < 16; i++) w[i] = (bytes[at + 4 * i] << 24) | (bytes[at + 4 * i + 1] << 16) | (bytes[at + 4 * i + 2] << 8) | bytes[at + 4 * i + 3];
    for (let i = 16; i < 64; i++) {
      const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) | 0; });
  }

  function sha256(bytes) {
    const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
    view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
    const state = [...H];
    for (let at = 0; at < padded.length; at += 64) block(state, padded, at);
    const out = new Uint8Array(32), words = new DataView(out.buffer);
    state.forEach((value, i) => words.setInt32(4 * i, value));
    return out;
  }

  const utf8 = (text) => new TextEncoder().encode(text);
  const hex = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");

  function hmac(secret, text) {
    let key = utf8(secret);
    if (key.length > 64) key = sha256(key);
    const inner = new Uint8Array(64).fill(0x36), outer = new Uint8Array(64).fill(0x5c);
    key.forEach((b, i) => { inner[i] ^= b; outer[i] ^= b; });
    const join = (one, other) => { const all = new Uint8Array(one.length + other.length); all.set(one); all.set(other, one.length); return all; };
    return hex(sha256(join(outer, sha256(join(inner, utf8(text))))));
  }

  tablet.sha256 = (text) => hex(sha256(utf8(text)));
  tablet.hmac = hmac;
  tablet.random = (digits) => {
    const bytes = new Uint8Array(digits / 2);
    crypto.getRandomValues(bytes);
    return hex(bytes);
  };
})();
