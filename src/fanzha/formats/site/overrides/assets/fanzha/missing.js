/* The page that is shown when there is none. The number of a poster typed in small letters leads to the poster's page; of
   one that does not exist the reader is told so, for then somebody may have changed a code. */
(function () {
  "use strict";

  var said = document.querySelector("[data-fz-poster]");
  var found = /^(.*\/)q\/([0-9a-z]+)\/?(?:index\.html)?$/i.exec(location.pathname);
  if (!said || !found) return;
  var serial = found[2].toUpperCase();
  var right = found[1] + "Q/" + serial + "/";
  if (location.pathname !== right) {
    location.replace(location.origin + right); /* a path that begins with two slashes alone would be another host */
    return;
  }
  said.querySelector(window.fanzhaSerial.valid(serial) ? "[data-fz-unknown]" : "[data-fz-mistyped]").hidden = false;
  said.hidden = false;
})();
