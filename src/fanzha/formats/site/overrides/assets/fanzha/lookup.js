/* The number of a poster: whether there is one, and how it stands today. Looked up in a list that comes with the site. */
(function () {
  "use strict";

  var root = document.querySelector("[data-fz-lookup]");
  if (!root) return;
  var data = JSON.parse(root.querySelector("script").textContent), words = data.words;
  var form = root.querySelector("form"), result = root.querySelector(".fz-lookup__result");

  function element(tag, className, text, marks) {
    var made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    if (marks) { made.lang = marks; made.dir = "auto"; }
    return made;
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");
  }

  /* The list is of the day the site was built: whose time has passed since is over, whose has come hangs. */
  function state(one) {
    if (one.revoked && one.revoked <= today()) return "revoked";
    if (one.until < today()) return "expired";
    return one.from > today() ? "coming" : "current";
  }

  function page(serial, one) {
    return root.dataset.fzRoot + "Q/" + serial + "/" + (one.locale === data.locale ? "index" : data.locale) + ".html";
  }

  function say(name, text, rest) {
    result.textContent = "";
    var card = element("div", "fz-lookup__card fz-lookup__card--" + name, "");
    card.appendChild(element("p", "fz-lookup__verdict", text));
    rest.forEach(function (one) { card.appendChild(one); });
    result.appendChild(card);
  }

  function show(serial, one) {
    var now = state(one), link = element("a", "fz-button", words.open), rest = [];
    /* A number is soon copied: that it is ours does not make the code above it ours. */
    if (now === "current") rest.push(element("p", "", words.issued_text));
    rest.push(element("p", "fz-lookup__place", one.place, data.written));
    if (one.address) rest.push(element("p", "", one.address, data.written));
    if (now !== "revoked") { /* then the last day holds no more */
      var until = element("p", "", words.until + " "), day = element("time", "", one.until);
      day.dir = "ltr";
      until.appendChild(day);
      rest.push(until);
    }
    link.href = page(serial, one);
    rest.push(link);
    say(now, serial + " · " + words[now === "current" ? "issued" : now], rest);
  }

  function withList(then) {
    if (window.fanzhaSerials) { then(window.fanzhaSerials); return; }
    var script = document.createElement("script");
    script.src = root.dataset.fzLookup;
    script.onload = script.onerror = function () {
      if (!window.fanzhaSerials) script.remove(); /* the next one tries again */
      then(window.fanzhaSerials || null);
    };
    document.head.appendChild(script);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var serial = window.fanzhaSerial.tidy(form.elements.serial.value);
    result.textContent = ""; /* what was said of another number */
    if (!serial) { form.elements.serial.focus(); return; }
    if (!window.fanzhaSerial.valid(serial)) {
      say("mistyped", words.mistyped, [element("p", "", words.mistyped_text)]);
      return;
    }
    withList(function (list) {
      var known = list && Object.prototype.hasOwnProperty.call(list, serial);
      if (!list) say("failed", words.lookup_failed, []);
      else if (known) show(serial, list[serial]);
      else say("unknown", words.unknown, [element("p", "", words.unknown_text)]);
    });
  });
  root.hidden = false;
})();
