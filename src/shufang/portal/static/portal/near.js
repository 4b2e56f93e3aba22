// Nearest first. The position is asked for on a tap only, and never leaves the browser: distances
// are worked out here from the coordinates on the page. Without a script, lists stay by town.
(() => {
  "use strict";
  const KEY = "here";
  const EARTH = 6371000;
  const note = document.querySelector("[data-near-note]");
  const buttons = [...document.querySelectorAll("[data-locate]")];
  if (!note || !("geolocation" in navigator)) return;

  const words = (name, value) => note.dataset[name].replace("{}", value);
  const radians = (degrees) => (degrees * Math.PI) / 180;

  function metres(from, lat, lon) {
    const dLat = radians(lat - from.lat), dLon = radians(lon - from.lon);
    const a = Math.sin(dLat / 2) ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(lat)) * Math.sin(dLon / 2) ** 2;
    return 2 * EARTH * Math.asin(Math.sqrt(a));
  }

  function said(distance) {
    if (distance < 1000) return words("metres", String(Math.max(10, Math.round(distance / 10) * 10)));
    return words("kilometres", distance < 10000 ? (distance / 1000).toFixed(1) : String(Math.round(distance / 1000)));
  }

  function show(here) {
    let nearest = Infinity;
    document.querySelectorAll("[data-lat]").forEach((item) => {
      const distance = metres(here, Number(item.dataset.lat), Number(item.dataset.lon));
      item.dataset.distance = String(distance);
      item.querySelectorAll("[data-far]").forEach((place) => { place.textContent = " · " + said(distance); });
      nearest = Math.min(nearest, distance);
    });
    document.querySelectorAll("[data-sort]").forEach((list) => {
      const far = (item) => Number(item.dataset.distance ?? Infinity);
      [...list.children].sort((a, b) => far(a) - far(b)).forEach((item) => list.append(item));
      list.scrollLeft = 0;
    });
    document.querySelectorAll("[data-nearest]").forEach((place) => {
      if (nearest < Infinity) place.textContent = " · " + words("nearest", said(nearest));
    });
    document.querySelectorAll("[data-map]").forEach((map) => mark(map, here));
    buttons.forEach((button) => { button.hidden = true; });
    tell("done");
  }

  function mark(map, here) {
    const { west, north, scale, squeeze } = map.dataset;
    const x = (here.lon - Number(west)) * Number(squeeze) * Number(scale);
    const y = (Number(north) - here.lat) * Number(scale);
    const box = map.viewBox.baseVal;
    if (x < 0 || y < 0 || x > box.width || y > box.height) return;
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [name, value] of Object.entries({ class: "me", cx: x, cy: y, r: 7 })) dot.setAttribute(name, value);
    map.append(dot);
  }

  function tell(name) {
    note.textContent = note.dataset[name];
    note.hidden = false;
  }

  function ask() {
    tell("wait");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const here = { lat: coords.latitude, lon: coords.longitude };
        try { sessionStorage.setItem(KEY, JSON.stringify(here)); } catch { /* private browsing: ask again */ }
        show(here);
      },
      () => tell("refused"),
      { enableHighAccuracy: false, timeout: 10000, maximumAge: 300000 },
    );
  }

  buttons.forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", ask);
  });
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    if (kept) show(kept);
  } catch { /* nothing kept */ }
})();
