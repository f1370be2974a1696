/* The print button, for browsers that can print. */
(function () {
  "use strict";

  var button = document.querySelector("[data-fz-print]");
  /* WeChat's browser has no print dialog. */
  if (!button || !window.print || /MicroMessenger/i.test(navigator.userAgent)) return;
  button.hidden = false;
  button.addEventListener("click", function () { window.print(); });
})();
