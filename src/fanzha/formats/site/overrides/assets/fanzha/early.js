/* Runs before the first paint: what the reader chose last time is there without a flash.
   The __md_ names are what Material's program, which comes later and only for search, expects to find. */
(function () {
  "use strict";

  var root = document.documentElement;
  root.classList.remove("no-js");
  root.classList.add("js");

  var scope = new URL(document.currentScript.dataset.fzScope, location);
  window.__md_scope = scope;
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, sign) { return (sum << 5) - sum + sign.charCodeAt(0); }, 0);
  };
  window.__md_get = function (key, store, base) {
    try {
      return JSON.parse((store || localStorage).getItem((base || scope).pathname + "." + key));
    } catch (error) {
      return null;
    }
  };
  window.__md_set = function (key, value, store, base) {
    try {
      (store || localStorage).setItem((base || scope).pathname + "." + key, JSON.stringify(value));
    } catch (error) { /* private windows and file:// may refuse */ }
  };

  /* Choices of the reader: see comfort.js. */
  ["size", "scheme"].forEach(function (name) {
    var chosen = window.__md_get("fz-" + name);
    if (typeof chosen === "string" && chosen) root.setAttribute("data-fz-" + name, chosen);
  });
})();
