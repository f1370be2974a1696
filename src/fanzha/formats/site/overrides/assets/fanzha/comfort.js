/* The reader's choices: 长辈模式 with one tap, size of letters, colours, reading aloud. early.js has already shown what
   was chosen last time; here are the controls. Nothing is sent: choices are kept on the device. */
(function () {
  "use strict";

  var root = document.documentElement;
  var holder = document.getElementById("fz-comfort");
  if (!holder) return;
  var given = JSON.parse(holder.textContent);
  var words = given.words;
  var status = document.querySelector("[data-fz-status]");
  var elder = document.querySelector("[data-fz-elder]");
  var choices = document.querySelectorAll("[data-fz-choice]");

  function chosen(name) {
    return root.getAttribute("data-fz-" + name) || "";
  }

  function apply(name, value) {
    if (value) root.setAttribute("data-fz-" + name, value);
    else root.removeAttribute("data-fz-" + name);
  }

  /* The controls say what holds, whichever of them was used, on whichever page. */
  function show() {
    choices.forEach(function (box) { box.checked = box.value === chosen(box.dataset.fzChoice); });
    if (!elder) return;
    var on = chosen("size") === "xl";
    elder.querySelector("span").textContent = words[on ? "comfort.normal" : "comfort.larger"];
    elder.title = words[on ? "comfort.normal_title" : "comfort.larger_title"];
    elder.classList.toggle("fz-elder--on", on);
  }

  /* What one was reading stays where it was when all letters change their size. */
  function keepingPlace(change) {
    var place = null;
    if (window.pageYOffset > 0) {
      var parts = document.querySelectorAll(".fz-page h1, .fz-page h2, .fz-page h3, .fz-page p, .fz-page li");
      for (var index = 0; index < parts.length && !place; index += 1) {
        if (parts[index].getBoundingClientRect().top > 60) place = parts[index];
      }
    }
    var before = place ? place.getBoundingClientRect().top : 0;
    change();
    if (place) window.scrollBy(0, place.getBoundingClientRect().top - before);
  }

  function choose(name, value) {
    keepingPlace(function () { apply(name, value); });
    window.fzChoice.set(name, value);
    show();
  }

  /* Known is what early.js could read; a value that means nothing is nothing. */
  function reload() {
    ["size", "scheme"].forEach(function (name) {
      var kept = window.fzChoice.get(name);
      if (typeof kept === "string") apply(name, kept);
    });
    show();
  }

  choices.forEach(function (box) {
    box.addEventListener("change", function () { if (box.checked) choose(box.dataset.fzChoice, box.value); });
  });
  if (elder) elder.addEventListener("click", function () {
    var on = chosen("size") !== "xl";
    choose("size", on ? "xl" : "");
    status.textContent = words[on ? "comfort.now_larger" : "comfort.now_normal"];
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) reload(); });
  window.addEventListener("storage", reload);
  show();

  /* Who tabs on past an open menu would have the focus behind it. */
  var menus = document.querySelectorAll("details.fz-drop");
  document.addEventListener("focusin", function (event) {
    menus.forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
  });

  /* Reading aloud. */

  var listen = document.querySelector("[data-fz-listen]");
  var speech = window.speechSynthesis;
  var state = "idle";

  function base(tag) {
    return (tag || "").toLowerCase().replace(/_/g, "-").split("-")[0].replace("cmn", "zh");
  }

  /* Only voices of the device itself: others send the text to their maker. Mandarin comes before other Chinese. */
  function voiceOf(language) {
    var wanted = base(language);
    var mine = (speech && speech.getVoices() || []).filter(function (voice) {
      return voice.localService && base(voice.lang) === wanted;
    });
    var exact = mine.filter(function (voice) { return /(hans|[-_]cn)/i.test(voice.lang); });
    return exact[0] || mine[0] || null;
  }

  function pageLanguage() {
    var page = document.querySelector(".fz-page");
    return page && page.lang || root.lang;
  }

  function offer() {
    if (listen) listen.hidden = !(window.SpeechSynthesisUtterance && document.querySelector(".fz-page") && voiceOf(pageLanguage()));
  }

  function start() {
    if (state === "loading") return;
    /* iOS speaks only if the first word falls within the tap itself; the rest of the program comes after it. */
    speech.speak(new SpeechSynthesisUtterance(""));
    if (state === "ready") {
      window.fzSpeak(tools);
      return;
    }
    state = "loading";
    var script = document.createElement("script");
    script.src = given.speak;
    script.onload = function () {
      state = "ready";
      window.fzSpeak(tools);
    };
    script.onerror = function () {
      state = "idle";
      script.remove();
      status.textContent = words["speak.failed"];
    };
    document.body.appendChild(script);
  }

  var tools = { words: words, numbers: given.numbers, voiceOf: voiceOf, status: status, opener: listen };

  if (listen && speech && speech.getVoices) {
    offer();
    if (speech.addEventListener) speech.addEventListener("voiceschanged", offer); /* voices often arrive late */
    else speech.onvoiceschanged = offer;
    listen.addEventListener("click", start);
  }
})();
