/* Reads the page aloud, sentence by sentence, in voices of the device itself. Loaded when it is first wanted. */
(function () {
  "use strict";

  var SKIPPED = "button, nav, svg, rt, rp, script, style, noscript, form, input, select, textarea, iframe, canvas, template, " +
    "[hidden], [aria-hidden=true], [data-fz-unspoken], .fz-unseen, .fz-chips, .fz-kicker, .fz-digest, .fz-copy, " +
    ".fz-downloads, .fz-facts, .fz-more, .fz-notice, .fz-share, .fz-flow__node, .fz-urgent__list b, .admonition-title";
  var LONGEST = 180; /* signs: some engines fall silent in longer utterances */
  var PATIENCE = 8000; /* milliseconds until a device that says nothing is believed to be mute */

  /* What there is to say: blocks of text, each with the places its letters came from. */

  function visible(element) {
    return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
  }

  function blockOf(node) {
    var element = node.parentElement;
    while (element.parentElement && !element.classList.contains("fz-page") &&
      (element.nodeName === "RUBY" || /^(inline|contents)$/.test(getComputedStyle(element).display))) {
      element = element.parentElement;
    }
    return element;
  }

  /* The heading over a list that is not read. */
  function ofFiles(node) {
    var section = node.parentElement.closest("section");
    return section && Array.from(section.children).some(function (child) { return child.classList.contains("fz-downloads"); });
  }

  function languageOf(element) {
    var holder = element.closest("[lang]");
    return holder ? holder.lang : document.documentElement.lang;
  }

  function blocksIn(page) {
    var walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    var blocks = [];
    while (walker.nextNode()) {
      var node = walker.currentNode;
      if (!node.data.trim() || node.parentElement.closest(SKIPPED) || ofFiles(node) || !visible(node.parentElement)) continue;
      var holder = blockOf(node);
      var language = languageOf(node.parentElement);
      var last = blocks[blocks.length - 1];
      if (!last || last.holder !== holder || last.language !== language) {
        last = { holder: holder, language: language, quote: holder.closest(".scam-quote"), text: "", places: [] };
        blocks.push(last);
      }
      if (node.previousSibling && node.previousSibling.nodeName === "BR") last.text += "\n";
      last.places.push({ at: last.text.length, node: node });
      last.text += node.data.replace(/\s/g, " "); /* a line of the source is not a line of the text */
    }
    return blocks;
  }

  function cut(text, language) {
    if (window.Intl && Intl.Segmenter) {
      var parts = new Intl.Segmenter(language || undefined, { granularity: "sentence" }).segment(text);
      return Array.from(parts, function (part) { return part.segment; });
    }
    return text.match(/[^。！？!?；\n.]+(?:[。！？!?；\n.](?!\d))*[”’」』"')）]*|[\s\S]/g) || [];
  }

  /* A sentence that is too long for an engine is cut again at its commas. */
  function shortened(sentence) {
    if (sentence.length <= LONGEST) return [sentence];
    var pieces = [""];
    (sentence.match(/[^，,、；;：:]+[，,、；;：:]*|[，,、；;：:]+/g) || [sentence]).forEach(function (clause) {
      if (pieces[pieces.length - 1].length + clause.length > LONGEST && pieces[pieces.length - 1]) pieces.push("");
      pieces[pieces.length - 1] += clause;
    });
    return pieces;
  }

  function place(block, index) {
    var found = block.places[0];
    block.places.forEach(function (one) { if (one.at <= index) found = one; });
    return { node: found.node, offset: Math.min(index - found.at, found.node.data.length) };
  }

  function rangeIn(block, start, end) {
    var range = document.createRange();
    var from = place(block, start);
    var to = place(block, end - 1);
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, Math.min(to.offset + 1, to.node.data.length));
    return range;
  }

  function sentencesOf(blocks, voiceOf) {
    var all = [];
    blocks.forEach(function (block) {
      if (!voiceOf(block.language)) return;
      var at = 0;
      cut(block.text, block.language).forEach(function (sentence) {
        shortened(sentence).forEach(function (piece) {
          var bare = piece.trim();
          var start = at + piece.indexOf(bare);
          at += piece.length;
          if (!/[A-Za-z\u00c0-\u1fff\u3040-\ud7ff]/.test(bare) && !/\d\d/.test(bare)) return;
          all.push({ text: bare.replace(/\s+/g, " "), block: block, start: start, end: start + bare.length });
        });
      });
    });
    return all;
  }

  /* 110 is said digit by digit, 110元 is not. */
  function spoken(text, language, tools) {
    var names = language.split("-")[0] === document.documentElement.lang.split("-")[0]
      ? tools.words["speak.digits"].split(" ") : "0 1 2 3 4 5 6 7 8 9".split(" ");
    var joint = /^(zh|ja)/.test(language) ? "" : " ";
    tools.numbers.slice().sort(function (one, other) { return other.length - one.length; }).forEach(function (number) {
      var pattern = new RegExp("(^|[^\\d.,])" + number.replace(/[^\d]/g, "\\$&") +
        "(?!\\d|[.,]\\d|\\s*(?:[万亿千百]?[元块个人条次起年月日天岁%％]|yuan|percent))", "g");
      text = text.replace(pattern, function (all, before) {
        var said = number.replace(/\D/g, "").split("").map(function (digit) { return names[digit]; }).join(joint);
        return before + said;
      });
    });
    return text;
  }

  /* The sentence being read is marked without touching the page where the browser can; else its block is. */

  var marked = null;

  function mark(sentence) {
    unmark();
    if (window.Highlight && window.CSS && CSS.highlights) {
      CSS.highlights.set("fz-spoken", new Highlight(rangeIn(sentence.block, sentence.start, sentence.end)));
    } else {
      marked = sentence.block.holder;
      marked.classList.add("fz-spoken");
    }
  }

  function unmark() {
    if (window.CSS && CSS.highlights) CSS.highlights.delete("fz-spoken");
    if (marked) marked.classList.remove("fz-spoken");
    marked = null;
  }

  function reveal(sentence) {
    var box = rangeIn(sentence.block, sentence.start, sentence.end).getBoundingClientRect();
    if (box.top >= 130 && box.bottom <= window.innerHeight - 190) return;
    var calm = window.matchMedia && matchMedia("(prefers-reduced-motion: reduce)").matches;
    window.scrollBy({ top: box.top - window.innerHeight / 3, behavior: calm ? "auto" : "smooth" });
  }

  /* One reading of one page. */

  var running = null;

  function reading(tools) {
    var speech = window.speechSynthesis;
    var sentences = sentencesOf(blocksIn(document.querySelector(".fz-page")), tools.voiceOf);
    var words = tools.words;
    var at = 0;
    var before = null; /* the quote that the sentence said last stands in */
    var turn = 0; /* events of sentences that were broken off count no more */
    var playing = false;
    var kept = null; /* some browsers forget an utterance nobody holds, and its events with it */
    var timer = 0;
    var bar = document.createElement("div");
    var buttons = {};

    function button(name, label, action) {
      var made = document.createElement("button");
      made.type = "button";
      made.className = "fz-speak__button";
      made.textContent = words[label];
      made.addEventListener("click", action);
      buttons[name] = made;
      bar.appendChild(made);
    }

    function say() {
      var sentence = sentences[at];
      var quote = sentence.block.quote;
      var text = spoken(sentence.text, sentence.block.language, tools);
      if (quote && quote !== before) text = words["speak.scammer"] + " " + text;
      else if (!quote && before) text = words["speak.scammer_end"] + " " + text;
      var mine = turn += 1;
      var utterance = kept = new SpeechSynthesisUtterance(text);
      utterance.voice = tools.voiceOf(sentence.block.language);
      utterance.lang = utterance.voice.lang;
      utterance.rate = 0.9;
      utterance.onstart = function () { clearTimeout(timer); };
      utterance.onend = function () {
        if (mine !== turn) return;
        before = quote;
        if (at + 1 < sentences.length) {
          at += 1;
          say();
        } else {
          stop();
          tools.status.textContent = words["speak.finished"];
        }
      };
      utterance.onerror = function () {
        if (mine === turn) fail();
      };
      clearTimeout(timer);
      timer = setTimeout(function () {
        if (mine === turn && playing && !speech.speaking) fail();
      }, PATIENCE);
      mark(sentence);
      reveal(sentence);
      speech.speak(utterance);
    }

    function fail() {
      stop();
      tools.status.textContent = words["speak.failed"];
      tools.status.classList.remove("fz-unseen");
      tools.status.classList.add("fz-speak__failed");
    }

    function silence() {
      turn += 1;
      clearTimeout(timer);
      speech.cancel();
    }

    /* speech.pause() ends the reading on Android; to break off and say the sentence again works everywhere. */
    function pause() {
      playing = !playing;
      buttons.pause.textContent = words[playing ? "speak.pause" : "speak.resume"];
      silence();
      before = null;
      if (playing) say();
    }

    function go(step) {
      silence();
      before = null;
      at = Math.max(0, Math.min(sentences.length - 1, at + step));
      if (!playing) pause();
      else say();
    }

    function stop() {
      silence();
      playing = false;
      unmark();
      document.documentElement.classList.remove("fz-speaking");
      document.removeEventListener("keydown", byKey);
      var inside = bar.contains(document.activeElement);
      bar.remove();
      running = null;
      if (inside && tools.opener) tools.opener.focus();
    }

    function byKey(event) {
      if (event.key === "Escape") stop();
    }

    bar.className = "fz-speak";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", words["speak.bar"]);
    button("previous", "speak.previous", function () { go(-1); });
    button("pause", "speak.pause", pause);
    button("next", "speak.next", function () { go(1); });
    button("stop", "speak.stop", stop);

    return {
      begin: function () {
        if (!sentences.length) return;
        var calls = document.querySelector(".md-banner__inner");
        if (calls) calls.insertBefore(bar, calls.firstChild);
        else document.body.appendChild(bar);
        document.documentElement.classList.add("fz-speaking");
        document.addEventListener("keydown", byKey);
        tools.status.classList.remove("fz-speak__failed");
        tools.status.classList.add("fz-unseen");
        tools.status.textContent = "";
        buttons.pause.focus({ preventScroll: true });
        playing = true;
        speech.cancel();
        say();
      },
      stop: stop
    };
  }

  window.fzSpeak = function (tools) {
    if (running) running.stop();
    running = reading(tools);
    running.begin();
  };

  window.addEventListener("pagehide", function () {
    if (running) running.stop();
  });
})();
