/* Filters the slogans by length, channel and audience. The choice stands in the address, so that it can be sent on. */
(function () {
  "use strict";

  var form = document.querySelector("[data-fz-filter]");
  if (!form) return;
  var slogans = Array.prototype.slice.call(document.querySelectorAll(".fz-slogan"));
  var groups = Array.prototype.slice.call(document.querySelectorAll("[data-fz-group]"));
  var count = form.querySelector("[data-fz-count]");
  var none = document.querySelector(".fz-filter__none");

  function has(slogan, name, wanted) {
    return !wanted || (" " + slogan.dataset[name] + " ").indexOf(" " + wanted + " ") >= 0;
  }

  function show() {
    var found = 0;
    slogans.forEach(function (slogan) {
      /* A slogan for nobody in particular is for everybody. */
      var fits = (!form.elements.most.value || Number(slogan.dataset.length) <= Number(form.elements.most.value)) &&
        has(slogan, "channels", form.elements.channels.value) &&
        (!slogan.dataset.audiences || has(slogan, "audiences", form.elements.audiences.value));
      slogan.hidden = !fits;
      if (fits) found += 1;
    });
    groups.forEach(function (group) { group.hidden = !group.querySelector(".fz-slogan:not([hidden])"); });
    count.textContent = count.dataset.fzCount.replace("{count}", found);
    none.hidden = found > 0;
  }

  function remember() {
    var said = [];
    ["most", "channels", "audiences"].forEach(function (name) {
      var value = form.elements[name].value;
      if (value) said.push(name + "=" + encodeURIComponent(value));
    });
    history.replaceState(null, "", said.length ? "#" + said.join("&") : location.pathname + location.search);
  }

  function recall() {
    location.hash.slice(1).split("&").forEach(function (pair) {
      var parts = pair.split("=");
      var field = parts.length === 2 && form.elements[parts[0]];
      if (field && field.tagName === "SELECT") field.value = decodeURIComponent(parts[1]);
      if (field && field.selectedIndex < 0) field.selectedIndex = 0;
    });
  }

  form.hidden = false;
  form.addEventListener("change", function () { show(); remember(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", function () { recall(); show(); });
  recall();
  show();
})();
