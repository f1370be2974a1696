/* Filters the files of one kind by language, subject and words. The choice stands in the address, so that it can be sent. */
(function () {
  "use strict";

  var form = document.querySelector("[data-fz-files]");
  if (!form) return;
  var fields = form.elements;
  var names = ["language", "about", "q"];
  var rows = Array.prototype.map.call(document.querySelectorAll(".fz-file"), function (row) {
    return {
      element: row,
      language: row.dataset.language,
      tactics: row.dataset.tactics.split(" "),
      words: row.textContent.toLowerCase()
    };
  });
  var count = form.querySelector("[data-fz-count]");
  var reset = form.querySelector("[type=reset]");
  var none = document.querySelector(".fz-filter__none");

  function subject() {
    var chosen = fields.about.options[fields.about.selectedIndex];
    return chosen && chosen.value ? chosen.dataset.tactics.split(" ") : null;
  }

  function fits(row, about, words) {
    /* What is in several languages suits every reader. */
    return (!fields.language.value || !row.language || row.language === fields.language.value) &&
      (!about || row.tactics.some(function (slug) { return about.indexOf(slug) >= 0; })) &&
      words.every(function (word) { return row.words.indexOf(word) >= 0; });
  }

  function show() {
    var about = subject();
    var words = fields.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    var found = 0;
    rows.forEach(function (row) {
      row.element.hidden = !fits(row, about, words);
      if (!row.element.hidden) found += 1;
    });
    count.textContent = count.dataset.fzCount.replace("{count}", found).replace("{all}", rows.length);
    none.hidden = found > 0;
    reset.hidden = !names.some(function (name) { return fields[name].value; });
  }

  function remember() {
    var said = [];
    names.forEach(function (name) {
      var value = fields[name].value.trim();
      if (value) said.push(name + "=" + encodeURIComponent(value));
    });
    history.replaceState(null, "", said.length ? "#" + said.join("&") : location.pathname + location.search);
  }

  function decoded(text) {
    try { return decodeURIComponent(text); } catch (error) { return ""; }
  }

  function recall() {
    if (location.hash.indexOf("=") < 0) return;
    names.forEach(function (name) { fields[name].value = ""; });
    location.hash.slice(1).split("&").forEach(function (pair) {
      var at = pair.indexOf("=");
      var name = pair.slice(0, at);
      if (at < 0 || names.indexOf(name) < 0) return;
      fields[name].value = decoded(pair.slice(at + 1));
      if (fields[name].selectedIndex < 0) fields[name].selectedIndex = 0;
    });
  }

  function change() { show(); remember(); }

  if (window.matchMedia && matchMedia("(min-width: 60em)").matches) {
    Array.prototype.forEach.call(document.querySelectorAll(".fz-look"), function (look) { look.open = true; });
  }
  form.hidden = false;
  form.addEventListener("change", change);
  form.addEventListener("input", change);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () {
    setTimeout(function () { change(); fields.language.focus(); }, 0);
  });
  window.addEventListener("hashchange", function () { recall(); show(); });
  recall();
  show();
})();
