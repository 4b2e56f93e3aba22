// Reads a QR code: width, height and RGBA bytes on standard input, the path of jsQR as argument.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const jsQR = createRequire(import.meta.url)(process.argv[2]);
const raw = readFileSync(0);
const width = raw.readUInt32BE(0);
const height = raw.readUInt32BE(4);
const found = jsQR(new Uint8ClampedArray(raw.subarray(8)), width, height);
console.log(found ? found.data : "");
