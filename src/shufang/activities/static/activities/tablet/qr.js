// QR codes of short addresses, drawn without a server: byte mode, level M, versions 1 to 10.
// tablet.qr(text) gives rows of 0 and 1. Tested cell by cell against the server's own.
(() => {
  "use strict";
  const tablet = (globalThis.tablet ??= {});
  // version: [error words a block, [blocks, data words] ...]
  const BLOCKS = [null, [10, [1, 16]], [16, [1, 28]], [26, [1, 44]], [18, [2, 32]], [24, [2, 43]], [16, [4, 27]], [18, [4, 31]], [22, [2, 38], [2, 39]], [22, [3, 36], [2, 37]], [26, [4, 43], [1, 44]]];
  const ALIGN = [null, [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];
  const EXP = [], LOG = [];
  for (let i = 0, x = 1; i < 255; i++) { EXP[i] = x; LOG[x] = i; x <<= 1; if (x & 256) x ^= 285; }
  const times = (a, b) => (a && b ? EXP[(LOG[a] + LOG[b]) % 255] : 0);

  function errorWords(data, count) {
    let generator = [1];
    for (let i = 0; i < count; i++) {
      const next = new Array(generator.length + 1).fill(0);
      generator.forEach((g, j) => { next[j] ^= g; next[j + 1] ^= times(g, EXP[i]); });
      generator = next;
    }
    const rest = [...data, ...new Array(count).fill(0)];
    for (let i = 0; i < data.length; i++) {
      const lead = rest[i];
      if (lead) generator.forEach((g, j) => { rest[i + j] ^= times(g, lead); });
    }
    return rest.slice(data.length);
  }

  function words(bytes, version) {
    const [ec, ...groups] = BLOCKS[version];
    const room = groups.reduce((sum, [n, k]) => sum + n * k, 0);
    const bits = [];
    const put = (value, length) => { for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1); };
    put(4, 4);
    put(bytes.length, version < 10 ? 8 : 16);
    bytes.forEach((b) => put(b, 8));
    put(0, Math.min(4, room * 8 - bits.length));
    while (bits.length % 8) bits.push(0);
    const data = [];
    for (let i = 0; i < bits.length; i += 8) data.push(parseInt(bits.slice(i, i + 8).join(""), 2));
    for (let pad = 236; data.length < room; pad ^= 236 ^ 17) data.push(pad);
    const blocks = [], errors = [];
    let at = 0;
    for (const [n, k] of groups) for (let i = 0; i < n; i++) { blocks.push(data.slice(at, at + k)); errors.push(errorWords(data.slice(at, at + k), ec)); at += k; }
    const out = [];
    for (let i = 0; i < Math.max(...blocks.map((b) => b.length)); i++) blocks.forEach((b) => { if (i < b.length) out.push(b[i]); });
    for (let i = 0; i < ec; i++) errors.forEach((b) => out.push(b[i]));
    return out;
  }

  function frame(version) {
    const size = 17 + 4 * version;
    const cells = Array.from({ length: size }, () => new Array(size).fill(null));
    const set = (y, x, v) => { if (y >= 0 && x >= 0 && y < size && x < size) cells[y][x] = v ? 1 : 0; };
    for (const [y, x] of [[0, 0], [0, size - 7], [size - 7, 0]])
      for (let j = -1; j < 8; j++) for (let i = -1; i < 8; i++) {
        const far = Math.max(Math.abs(j - 3), Math.abs(i - 3));
        set(y + j, x + i, far !== 2 && far < 4);
      }
    const marks = ALIGN[version], last = marks.length - 1;
    marks.forEach((y, j) => marks.forEach((x, i) => {
      if ((j === 0 && i === 0) || (j === 0 && i === last) || (j === last && i === 0)) return;
      for (let b = -2; b < 3; b++) for (let a = -2; a < 3; a++) set(y + b, x + a, Math.max(Math.abs(a), Math.abs(b)) !== 1);
    }));
    for (let i = 8; i < size - 8; i++) { if (cells[6][i] === null) set(6, i, i % 2 === 0); if (cells[i][6] === null) set(i, 6, i % 2 === 0); }
    set(size - 8, 8, 1);
    for (let i = 0; i < 9; i++) { if (cells[8][i] === null) cells[8][i] = 0; if (cells[i][8] === null) cells[i][8] = 0; }
    for (let i = 0; i < 8; i++) { if (cells[8][size - 1 - i] === null) cells[8][size - 1 - i] = 0; if (cells[size - 1 - i][8] === null) cells[size - 1 - i][8] = 0; }
    if (version > 6) {
      let rest = version;
      for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
      const info = (version << 12) | rest;
      for (let i = 0; i < 18; i++) { const a = Math.floor(i / 3), b = size - 11 + (i % 3); set(a, b, (info >> i) & 1); set(b, a, (info >> i) & 1); }
    }
    return cells;
  }

  const MASKS = [(y, x) => (y + x) % 2, (y) => y % 2, (y, x) => x % 3, (y, x) => (y + x) % 3, (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2, (y, x) => ((y * x) % 2) + ((y * x) % 3), (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2, (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2];

  function format(cells, mask) {
    const size = cells.length;
    let rest = mask; // level M is 00
    for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    const bits = ((mask << 10) | rest) ^ 0x5412;
    const bit = (i) => (bits >> i) & 1;
    for (let i = 0; i < 6; i++) cells[i][8] = bit(i);
    cells[7][8] = bit(6); cells[8][8] = bit(7); cells[8][7] = bit(8);
    for (let i = 9; i < 15; i++) cells[8][14 - i] = bit(i);
    for (let i = 0; i < 8; i++) cells[8][size - 1 - i] = bit(i);
    for (let i = 8; i < 15; i++) cells[size - 15 + i][8] = bit(i);
    cells[size - 8][8] = 1;
  }

  function penalty(cells) {
    const size = cells.length;
    let sum = 0, dark = 0;
    const line = (get) => {
      let run = 0, text = "";
      for (let i = 0; i < size; i++) {
        text += get(i);
        run = i && get(i) === get(i - 1) ? run + 1 : 1;
        if (run === 5) sum += 3; else if (run > 5) sum += 1;
      }
      for (const shape of ["10111010000", "00001011101"]) for (let at = text.indexOf(shape); at >= 0; at = text.indexOf(shape, at + 1)) sum += 40;
    };
    for (let i = 0; i < size; i++) { line((j) => cells[i][j]); line((j) => cells[j][i]); }
    for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) {
      dark += cells[y][x];
      if (y && x && cells[y][x] === cells[y - 1][x] && cells[y][x] === cells[y][x - 1] && cells[y][x] === cells[y - 1][x - 1]) sum += 3;
    }
    return sum + 10 * Math.floor(Math.abs((dark * 100) / (size * size) - 50) / 5);
  }

  tablet.qr = (text, asked) => {
    const bytes = [...new TextEncoder().encode(text)];
    let version = 1;
    while (version < 11 && BLOCKS[version].slice(1).reduce((sum, [n, k]) => sum + n * k, 0) < bytes.length + (version < 10 ? 2 : 3)) version++;
    if (version > 10) throw new RangeError("too long for a code");
    const base = frame(version), size = base.length, data = words(bytes, version);
    const bits = data.flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((i) => (word >> i) & 1));
    const places = [];
    for (let x = size - 1, up = true; x > 0; x -= 2, up = !up) {
      if (x === 6) x = 5;
      for (let i = 0; i < size; i++) for (const col of [x, x - 1]) { const y = up ? size - 1 - i : i; if (base[y][col] === null) places.push([y, col]); }
    }
    let best = null, least = Infinity;
    for (const mask of asked === undefined ? [0, 1, 2, 3, 4, 5, 6, 7] : [asked]) {
      const cells = base.map((row) => [...row]);
      places.forEach(([y, x], i) => { cells[y][x] = (bits[i] || 0) ^ (MASKS[mask](y, x) === 0 ? 1 : 0); });
      format(cells, mask);
      const cost = penalty(cells);
      if (cost < least) { least = cost; best = cells; }
    }
    return best;
  };
})();
