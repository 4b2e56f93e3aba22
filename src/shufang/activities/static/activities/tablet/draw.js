// Small helpers to draw: elements, a code as a drawing, the ring that runs down.
(() => {
  "use strict";
  const tablet = (globalThis.tablet ??= {});
  const SVG = "http://www.w3.org/2000/svg";

  tablet.make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "text") element.textContent = value;
      else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  };

  tablet.drawCode = (svg, text) => {
    const rows = tablet.qr(text), size = rows.length;
    let path = "";
    rows.forEach((row, y) => row.forEach((cell, x) => {
      if (!cell || (x && row[x - 1])) return;
      let to = x;
      while (row[to + 1]) to++;
      path += `M${x} ${y}h${to - x + 1}v1h${x - to - 1}z`;
    }));
    const drawn = document.createElementNS(SVG, "path");
    drawn.setAttribute("d", path);
    svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
    svg.replaceChildren(drawn);
  };

  tablet.drawRing = (circle, part) => {
    const around = 2 * Math.PI * circle.r.baseVal.value;
    circle.setAttribute("stroke-dasharray", `${(around * part).toFixed(2)} ${around.toFixed(2)}`);
  };
})();
