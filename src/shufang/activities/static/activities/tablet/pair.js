// The code that the camera read stands behind # in the address, where no server logs it.
(() => {
  "use strict";
  const box = document.querySelector("input[name=code]"), code = location.hash.slice(1);
  if (!box || !/^[0-9A-Za-z]{8}$/.test(code)) return;
  box.value = code.toUpperCase();
  history.replaceState(null, "", location.pathname);
  box.form.querySelector("button.btn-primary").focus();
})();
