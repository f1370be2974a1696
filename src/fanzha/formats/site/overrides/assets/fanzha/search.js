/* Material's search, fetched when it is first wanted: most readers never search, and its program and index are larger
   than the page. Until then the field and its button are plain HTML. */
(function () {
  "use strict";

  var holder = document.getElementById("fz-search");
  var field = document.querySelector(".md-search__input");
  var toggle = document.getElementById("__search");
  if (!holder || !field || !toggle) return;

  var wanted = JSON.parse(holder.textContent);
  var state = "idle";

  function load() {
    if (state !== "idle") return;
    state = "loading";
    var left = wanted.length;
    wanted.forEach(function (address) {
      var script = document.createElement("script");
      script.src = address;
      script.async = false; /* in this order */
      script.onload = function () {
        left -= 1;
        if (left) return;
        state = "ready";
        /* Material's program waits for a page that has long been loaded. */
        document.dispatchEvent(new Event("DOMContentLoaded"));
        if (field.value) tell();
      };
      script.onerror = function () { state = "idle"; };
      document.body.appendChild(script);
    });
  }

  /* Material listens to keys alone; pasted, spoken and suggested words come without one. */
  function tell() {
    field.dispatchEvent(new KeyboardEvent("keyup"));
  }

  function open() {
    load();
    toggle.checked = true;
    field.focus();
  }

  field.addEventListener("focus", load);
  toggle.addEventListener("change", function () { if (toggle.checked) open(); });
  field.addEventListener("input", tell);

  document.addEventListener("keydown", function (event) {
    var label = event.target.closest && event.target.closest("label[role=button]");
    if (label && (event.key === " " || event.key === "Enter")) {
      event.preventDefault();
      open();
    }
  });
})();
