/* Runs before the first paint: what the reader chose last time is there without a flash. `fzChoice` remembers choices
   for this site alone: other sites may share its host. */
(function () {
  "use strict";

  var root = document.documentElement;
  root.classList.remove("no-js");
  root.classList.add("js");

  var scope = new URL(document.currentScript.dataset.fzScope, location).pathname;
  window.fzChoice = {
    get: function (name) {
      try {
        return JSON.parse(localStorage.getItem(scope + ".fz-" + name));
      } catch (error) {
        return null; /* private windows and file:// may refuse */
      }
    },
    set: function (name, value) {
      try {
        localStorage.setItem(scope + ".fz-" + name, JSON.stringify(value));
      } catch (error) { /* the same */ }
    }
  };

  /* Choices of the reader: see comfort.js. */
  ["size", "scheme"].forEach(function (name) {
    var chosen = window.fzChoice.get(name);
    if (typeof chosen === "string" && chosen) root.setAttribute("data-fz-" + name, chosen);
  });
})();
