// Reads a QR code from the camera or from a picture, and sends it in the form below. The browser's
// own reader where it has one, jsQR elsewhere; nothing leaves the page but the code.
(() => {
  "use strict";
  const box = document.querySelector("[data-scanner]");
  if (!box) return;
  const form = box.querySelector("form");
  const video = box.querySelector("video");
  const failed = box.querySelector("[data-no-camera]");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const native = "BarcodeDetector" in window ? new window.BarcodeDetector({ formats: ["qr_code"] }) : null;
  let stream = null;

  async function read(source, width, height) {
    if (!width || !height) return "";
    if (native) {
      try {
        const [first] = await native.detect(source);
        if (first) return first.rawValue;
      } catch (error) { /* some browsers have the name and not the reader */ }
    }
    const scale = Math.min(1, 1200 / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const picture = context.getImageData(0, 0, canvas.width, canvas.height);
    const found = window.jsQR(picture.data, picture.width, picture.height);
    return found ? found.data : "";
  }

  function send(code) {
    if (stream) stream.getTracks().forEach((track) => track.stop());
    form.querySelector("input[name=code]").value = code;
    form.requestSubmit();
  }

  async function look() {
    if (!stream) return;
    const code = await read(video, video.videoWidth, video.videoHeight);
    if (code) send(code);
    else setTimeout(look, 120);
  }

  box.querySelector("[data-needs-script]").hidden = false;
  box.querySelector("[data-start]").addEventListener("click", async () => {
    failed.hidden = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      video.parentElement.hidden = false;
      await video.play();
      look();
    } catch (error) {
      failed.hidden = false;
    }
  });

  box.querySelector("input[type=file]").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    failed.hidden = true;
    try {
      const picture = await createImageBitmap(file);
      const code = await read(picture, picture.width, picture.height);
      if (code) send(code);
      else failed.hidden = false;
    } catch (error) {
      failed.hidden = false;
    }
  });
})();
