/* Keeps the site on the device for when there is no network, and says so when there is none. Where a browser cannot, or
   from a USB stick, nothing happens and nothing is missing. Nothing is sent. */
(function () {
  "use strict";

  var holder = document.getElementById("fz-offline");
  if (!holder || !/^https?:$/.test(location.protocol)) return;
  var given = JSON.parse(holder.textContent);
  var MISSING = "#fz-offline"; /* what the service worker adds when it had to lead elsewhere */
  var CHECK_AGAIN = 60 * 60 * 1000; /* milliseconds */
  var bar = null;

  function say(text) {
    if (!bar) {
      var place = document.querySelector(".fz-page") || document.querySelector("main");
      if (!place) return;
      var style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = given.style;
      document.head.appendChild(style);
      bar = document.createElement("p");
      bar.className = "fz-offline";
      bar.setAttribute("role", "status");
      place.insertBefore(bar, place.firstChild);
    }
    bar.hidden = !text;
    bar.textContent = text;
  }

  function tell() {
    if (navigator.onLine === false) say(location.hash === MISSING ? given.missing : given.offline);
    else if (bar) say("");
  }

  /* A retired or live site has this page without a worker: only what is really there is asked to fill up. */
  function fill(registration) {
    var line = navigator.connection || {};
    if (line.saveData || /2g/.test(line.effectiveType || "")) return;
    if (registration.active) registration.active.postMessage({ fanzha: "fill", folder: given.folder });
  }

  function keep() {
    navigator.serviceWorker.register(given.worker).then(function (registration) {
      var checked = Date.now();
      navigator.serviceWorker.ready.then(fill);
      /* A page left open for days, or the installed one brought back, asks whether there is something newer. */
      document.addEventListener("visibilitychange", function () {
        if (document.visibilityState !== "visible" || Date.now() - checked < CHECK_AGAIN) return;
        checked = Date.now();
        registration.update().catch(function () { /* no network */ });
      });
    }, function () { /* a private window, or refused: the site works without */ });
  }

  window.addEventListener("offline", tell);
  window.addEventListener("online", tell);
  tell();

  var here = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname);
  if (!("serviceWorker" in navigator) || !(location.protocol === "https:" || here)) return;
  /* After the page itself: reading comes first. */
  if (document.readyState === "complete") keep();
  else window.addEventListener("load", keep);
})();
