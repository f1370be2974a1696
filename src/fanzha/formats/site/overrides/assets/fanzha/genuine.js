/* Is this file one of ours? Its SHA-256 is worked out here and looked up in the publisher's list. Nothing is sent. */
(function () {
  "use strict";

  var root = document.querySelector("[data-fz-genuine]");
  var source = document.getElementById("fz-genuine-data");
  if (!root || !source) return;
  var data = JSON.parse(source.textContent);
  var words = data.words;
  var input = document.getElementById("fz-genuine-file");
  var drop = part("drop"), results = part("results"), icons = part("icons").children;
  var MOST = 20; /* files at a time */
  var PIECE = 1 << 20; /* bytes that are read at a time where the browser does not count itself */
  var subtle = window.crypto && window.crypto.subtle; /* browsers keep it from pages of plain http */
  var STATES = { ours: 0, old: 1, altered: 2, unknown: 3, unreadable: 4, missing: 4 }; /* and their icons */
  var round = 0; /* who chooses again does not get the answers of before */

  function part(name) { return root.querySelector('[data-fz-part="' + name + '"]'); }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /* SHA-256 (FIPS 180-4) in 32-bit words, for where the browser lends none: `add` bytes in pieces, then ask for `hex`. */
  function Sha256() {
    var K = [], state = [], w = new Int32Array(64), rest = new Uint8Array(64), held = 0, length = 0;

    function root32(value, power) {
      var root = Math.pow(value, power);
      return ((root - Math.floor(root)) * 4294967296) | 0;
    }
    for (var number = 2; K.length < 64; number += 1) {
      var prime = true;
      for (var factor = 2; factor * factor <= number; factor += 1) if (number % factor === 0) prime = false;
      if (!prime) continue;
      if (state.length < 8) state.push(root32(number, 1 / 2));
      K.push(root32(number, 1 / 3));
    }

    function turned(x, by) { return (x >>> by) | (x << (32 - by)); }

    function block(bytes, at) {
      var i, s = state.slice();
      for (i = 0; i < 16; i += 1, at += 4) w[i] = bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
      for (; i < 64; i += 1) {
        var a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (turned(a, 7) ^ turned(a, 18) ^ (a >>> 3)) + (turned(b, 17) ^ turned(b, 19) ^ (b >>> 10));
      }
      for (i = 0; i < 64; i += 1) {
        var one = (s[7] + (turned(s[4], 6) ^ turned(s[4], 11) ^ turned(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + K[i] + w[i]) | 0;
        var two = ((turned(s[0], 2) ^ turned(s[0], 13) ^ turned(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]))) | 0;
        s = [(one + two) | 0, s[0], s[1], s[2], (s[3] + one) | 0, s[4], s[5], s[6]];
      }
      for (i = 0; i < 8; i += 1) state[i] = (state[i] + s[i]) | 0;
    }

    this.add = function (bytes) {
      length += bytes.length;
      for (var at = 0; at < bytes.length;) {
        if (!held && bytes.length - at >= 64) { block(bytes, at); at += 64; continue; }
        rest[held] = bytes[at];
        held += 1;
        at += 1;
        if (held === 64) { block(rest, 0); held = 0; }
      }
    };

    this.hex = function () {
      var tail = new Uint8Array(held < 56 ? 64 - held : 128 - held), view = new DataView(tail.buffer), bits = length * 8;
      tail[0] = 0x80;
      view.setUint32(tail.length - 8, Math.floor(bits / 4294967296));
      view.setUint32(tail.length - 4, bits >>> 0);
      this.add(tail);
      return state.map(function (word) { return ("0000000" + (word >>> 0).toString(16)).slice(-8); }).join("");
    };
  }

  function read(blob, then, failed) {
    var reader = new FileReader();
    reader.onload = function () { then(reader.result); };
    reader.onerror = failed;
    reader.readAsArrayBuffer(blob);
  }

  /* Give the SHA-256 of a file in hex to `then`, or call `failed` when it cannot be read. */
  function digest(file, then, failed) {
    if (subtle) {
      read(file, function (buffer) {
        subtle.digest("SHA-256", buffer).then(function (sum) {
          then(Array.prototype.map.call(new Uint8Array(sum), function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join(""));
        }, failed);
      }, failed);
      return;
    }
    var sum = new Sha256();
    (function piece(at) {
      if (at >= file.size) { then(sum.hex()); return; }
      read(file.slice(at, at + PIECE), function (buffer) {
        sum.add(new Uint8Array(buffer));
        window.setTimeout(piece, 0, at + PIECE); /* the page stays usable */
      }, failed);
    })(0);
  }

  /* The list is fetched once, when it is first needed. Both waiting lists are called when it is there or not. */
  var waiting = null;
  function withList(then) {
    if (window.fanzhaGenuine) { then(window.fanzhaGenuine); return; }
    if (waiting) { waiting.push(then); return; }
    waiting = [then];
    var script = element("script");
    script.src = root.dataset.fzGenuine;
    script.onload = script.onerror = function () {
      var all = waiting;
      waiting = null;
      if (!window.fanzhaGenuine) script.remove(); /* the next file tries again */
      all.forEach(function (one) { one(window.fanzhaGenuine || null); });
    };
    document.head.appendChild(script);
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");
  }

  /* What saving a file a second time adds to its name is taken off. */
  function bare(name) { return name.replace(/[ _]?[(（]\d+[)）](?=\.[^.]*$)/, "").toLowerCase(); }

  /* Return the state of a digest in the list, and the product that it or its name belongs to. */
  function judged(list, sum, name) {
    var number = Object.prototype.hasOwnProperty.call(list.digests, sum) ? list.digests[sum] : -1;
    if (number >= 0) {
      var found = list.products[number];
      return [found[2] && found[2] < today() ? "old" : "ours", found];
    }
    var same = list.products.filter(function (one) { return bare(one[3].split("/").pop()) === bare(name); })[0];
    return same ? ["altered", same] : ["unknown", null];
  }

  function fact(facts, name, value, marks) {
    if (!value) return;
    var said = element("dd", "", value);
    if (marks) { said.lang = marks; said.dir = "auto"; }
    facts.appendChild(element("dt", "", name));
    facts.appendChild(said);
  }

  function action(href, icon, text, quiet) {
    var made = element("a", "fz-button" + (quiet ? " fz-button--quiet" : ""));
    made.href = href;
    made.appendChild(icons[icon].cloneNode(true));
    made.appendChild(document.createTextNode(" " + text));
    return made;
  }

  function show(card, name, state, product, list) {
    var values = { until: product ? product[2] : "" };
    card.textContent = "";
    card.className = "fz-genuine__card fz-genuine__card--" + state;
    var head = element("h2", "fz-genuine__verdict");
    head.tabIndex = -1;
    head.appendChild(icons[STATES[state]].cloneNode(true));
    head.appendChild(element("span", "", words[state === "missing" ? "unreadable" : state]));
    card.appendChild(head);
    card.appendChild(element("p", "fz-genuine__text", fill(state === "missing" ? words.missing : words[state + "_text"], values)));
    var facts = element("dl", "fz-genuine__facts");
    fact(facts, words.file, name);
    if (product && (state === "ours" || state === "old")) {
      fact(facts, words.title_label, product[0], product[1]);
      fact(facts, words.language, data.languages[product[1]], product[1]);
      fact(facts, words.version, list.version);
      fact(facts, words.until, product[2]);
    }
    if (list) fact(facts, words.listed, list.date);
    card.appendChild(facts);
    if (state === "ours" || state === "unreadable") return head;
    var actions = element("p", "fz-genuine__actions");
    if (state === "old" || state === "altered") actions.appendChild(action(root.dataset.downloads, 6, words.get));
    actions.appendChild(action("tel:" + data.contact, 5, words.call, state === "old" || state === "altered"));
    card.appendChild(actions);
    return head;
  }

  function check(file, mine, first) {
    var card = element("section", "fz-genuine__card", words.reading + " " + file.name);
    results.appendChild(card);

    function end(state, product, list) {
      if (mine !== round) return;
      var head = show(card, file.name, state, product, list);
      if (first) head.focus({ preventScroll: true });
      if (first && card.scrollIntoView) card.scrollIntoView({ block: "nearest" });
    }

    withList(function (list) {
      if (!list) { end("missing", null, null); return; }
      if (!file.size) { end("unreadable", null, list); return; }
      if (file.size > list.largest) { /* larger than all of ours: nothing to work out */
        var large = judged(list, "", file.name);
        end(large[0], large[1], list);
        return;
      }
      digest(file, function (sum) {
        var found = judged(list, sum, file.name);
        end(found[0], found[1], list);
      }, function () { end("unreadable", null, list); });
    });
  }

  function checkAll(files) {
    if (!files || !files.length) return;
    round += 1;
    results.textContent = "";
    Array.prototype.slice.call(files, 0, MOST).forEach(function (file, index) { check(file, round, index === 0); });
  }

  part("choose").addEventListener("click", function () { input.click(); });
  input.addEventListener("change", function () {
    checkAll(input.files);
    input.value = ""; /* the same file may be chosen again, after it was mended */
  });
  ["dragenter", "dragover"].forEach(function (name) {
    document.addEventListener(name, function (event) { /* wherever it falls: the browser would open the file instead */
      event.preventDefault();
      drop.classList.add("fz-genuine__drop--over");
    });
  });
  ["dragleave", "drop"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      event.preventDefault();
      if (name === "drop" || !event.relatedTarget) drop.classList.remove("fz-genuine__drop--over");
      if (name === "drop" && event.dataTransfer) checkAll(event.dataTransfer.files);
    });
  });
  part("insecure").hidden = location.protocol !== "http:" || window.isSecureContext !== false;
  part("desk").hidden = false;
})();
