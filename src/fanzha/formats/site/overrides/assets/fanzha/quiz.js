/* The quiz: draws ten questions, asks one at a time, and draws the score card. Answers are kept in this tab alone, so that
   coming back from a tactic's page finds the quiz where it was; nothing is sent. */
(function () {
  "use strict";

  var root = document.querySelector("[data-fz-quiz]");
  var source = document.getElementById("fz-quiz");
  if (!root || !source) return;
  var data = JSON.parse(source.textContent);
  var words = data.words;
  var play = root.querySelector(".fz-quiz__play");
  var result = root.querySelector(".fz-quiz__result");
  var KEPT = "fz-quiz";
  var LETTERS = "ABCD";
  /* picks: [{id, order}], order being the indexes of the options as shown; answers: what was chosen, as such an index;
     seen: ids of rounds before, which come last in the next. */
  var state = { picks: [], answers: [], seen: [] };

  function part(name) { return root.querySelector('[data-fz-part="' + name + '"]'); }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  }

  function make(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function icon(index) { return part("icons").children[index].cloneNode(true); }

  function question(id) {
    return data.questions.filter(function (one) { return one.id === id; })[0];
  }

  /* The page brings some questions along, so that it opens quickly; the rest is fetched when it is wanted, and is a script
     because a page opened from a USB stick may not fetch anything else. Without it the quiz goes on with what it has. */
  function whole(then) {
    if (!data.rest) return then();
    var script = document.createElement("script");
    script.src = data.rest;
    data.rest = "";
    script.onload = function () {
      data.questions = data.questions.concat(window.fzQuestions || []);
      then();
    };
    script.onerror = then;
    document.head.appendChild(script);
  }

  /* ---- Drawing a round ---- */

  function shuffled(list) {
    var mixed = list.slice();
    for (var i = mixed.length - 1; i > 0; i -= 1) {
      var j = Math.floor(Math.random() * (i + 1));
      var kept = mixed[i];
      mixed[i] = mixed[j];
      mixed[j] = kept;
    }
    return mixed;
  }

  /* Two on emergencies and a tactic each; what was asked before comes last; the easy ones first. */
  function drawn() {
    var fresh = shuffled(data.questions);
    fresh.sort(function (one, other) { return state.seen.indexOf(one.id) - state.seen.indexOf(other.id); });
    var places = [[], [], []];
    var count = {};
    fresh.forEach(function (one) {
      var asked = count[one.tactic] = (count[one.tactic] || 0) + 1;
      if (one.tactic) places[asked === 1 ? 1 : 2].push(one);
      else places[asked <= data.urgent ? 0 : 2].push(one);
    });
    var chosen = places[0].concat(places[1], places[2]).slice(0, data.round);
    chosen = [0, 1, 2].reduce(function (found, level) {
      return found.concat(shuffled(chosen.filter(function (one) { return one.level === level; })));
    }, []);
    return chosen.map(function (one) {
      return { id: one.id, order: shuffled(one.options.map(function (option, index) { return index; })) };
    });
  }

  function begin() {
    state.picks = drawn();
    state.answers = [];
    state.picks.forEach(function (pick) {
      state.seen = state.seen.filter(function (id) { return id !== pick.id; }).concat(pick.id);
    });
    keep();
  }

  /* ---- Where one was, for as long as the tab is open ---- */

  function keep() {
    try { sessionStorage.setItem(KEPT, JSON.stringify(state)); } catch (error) { /* private windows and file:// may refuse */ }
  }

  function fits(pick) {
    var asked = pick && question(pick.id);
    return asked && Array.isArray(pick.order) && pick.order.slice().sort().join() === asked.options.map(function (o, i) { return i; }).join();
  }

  function recall() {
    var kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(KEPT)); } catch (error) { /* as above */ }
    if (!kept || !Array.isArray(kept.picks) || !Array.isArray(kept.answers) || !Array.isArray(kept.seen)) return false;
    state.seen = kept.seen;
    var entry = window.performance && performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
    var back = entry && entry.type === "back_forward";
    var open = kept.answers.length < kept.picks.length || back;
    if (!open || !kept.picks.length || !kept.picks.every(fits) || kept.answers.length > kept.picks.length) return false;
    state.picks = kept.picks;
    state.answers = kept.answers;
    return true;
  }

  /* ---- A question ---- */

  var at = 0;

  function isRight(index) { return state.answers[index] === question(state.picks[index].id).right; }

  function showProgress() {
    part("progress").textContent = fill(words.progress, { number: at + 1, count: state.picks.length });
    var bar = part("bar");
    bar.textContent = "";
    state.picks.forEach(function (pick, index) {
      var done = index < state.answers.length;
      bar.appendChild(make("i", done ? (isRight(index) ? "fz-quiz__hit" : "fz-quiz__miss") : index === at ? "fz-quiz__here" : ""));
    });
  }

  function showStem(asked) {
    var stem = part("stem");
    stem.textContent = "";
    asked.stem.forEach(function (said) {
      var holder = stem;
      if (said.quote) {
        holder = stem.appendChild(make("div", "fz-quiz__said"));
        holder.appendChild(make("b", "", words.said));
      }
      holder.appendChild(make("p", "", said.text));
    });
  }

  function inClauses(text) {
    var whole = make("span", "fz-quiz__words");
    (text.match(/[^，；]+[，；]?/g) || []).forEach(function (clause) {
      whole.appendChild(make("span", /[，；]/.test(text) ? "fz-quiz__clause" : "", clause));
    });
    return whole;
  }

  function showOptions(asked, order) {
    var list = part("options");
    list.textContent = "";
    order.forEach(function (option, place) {
      var button = make("button", "fz-quiz__option");
      button.type = "button";
      button.appendChild(make("span", "fz-quiz__letter", LETTERS.charAt(place)));
      button.appendChild(inClauses(asked.options[option]));
      button.addEventListener("click", function () { answer(option); });
      list.appendChild(make("li")).appendChild(button);
    });
  }

  function ask(index, focus) {
    at = index;
    var pick = state.picks[at];
    var asked = question(pick.id);
    root.classList.remove("fz-quiz--answered", "fz-quiz--right");
    result.hidden = true;
    play.hidden = false;
    document.getElementById("fz-quiz-name").textContent = asked.name;
    showStem(asked);
    showOptions(asked, pick.order);
    part("feedback").textContent = "";
    part("next").hidden = true;
    showProgress();
    if (at < state.answers.length) showAnswer();
    if (focus) show(document.getElementById("fz-quiz-name"), play);
  }

  /* Moves the reading to `heading`, which screen readers then say, and `box` to the top of the view. */
  function show(heading, box) {
    heading.focus({ preventScroll: true });
    if (box.scrollIntoView) box.scrollIntoView();
  }

  function answer(option) {
    if (at < state.answers.length) return;
    state.answers.push(option);
    keep();
    showProgress();
    showAnswer();
    reveal();
  }

  /* Brings why and the next button into view: all of it if there is room, else its beginning. */
  function reveal() {
    var feedback = part("feedback");
    var next = part("next");
    if (!next.scrollIntoView) return;
    next.scrollIntoView({ block: "nearest" });
    if (feedback.getBoundingClientRect().top < 90) feedback.scrollIntoView();
  }

  function mark(button, kind, says) {
    button.classList.add("fz-quiz__option--" + kind);
    var label = make("span", "fz-quiz__mark");
    label.appendChild(icon(kind === "right" ? 0 : 1));
    label.appendChild(make("span", "", says));
    button.querySelector(".fz-quiz__words").appendChild(label);
  }

  function showAnswer() {
    var pick = state.picks[at];
    var asked = question(pick.id);
    var chosen = state.answers[at];
    var good = chosen === asked.right;
    var letter = LETTERS.charAt(pick.order.indexOf(asked.right));
    Array.prototype.forEach.call(part("options").querySelectorAll("button"), function (button, place) {
      button.setAttribute("aria-disabled", "true");
      if (pick.order[place] === asked.right) mark(button, "right", words.correct);
      else if (pick.order[place] === chosen) mark(button, "wrong", words.chosen);
    });
    root.classList.add("fz-quiz--answered");
    root.classList.toggle("fz-quiz--right", good);
    var feedback = part("feedback");
    var verdict = feedback.appendChild(make("p", "fz-quiz__verdict"));
    verdict.appendChild(icon(good ? 0 : 1));
    verdict.appendChild(make("span", "", good ? words.right : fill(words.wrong, { letter: letter })));
    asked.why.forEach(function (text) { feedback.appendChild(make("p", "", text)); });
    if (asked.href) {
      var link = feedback.appendChild(make("p", "fz-quiz__more")).appendChild(make("a", "", asked.more));
      link.href = asked.href;
    }
    var next = part("next");
    next.textContent = at + 1 < state.picks.length ? words.next : words.finish;
    next.hidden = false;
  }

  /* ---- The result ---- */

  function score() {
    return state.picks.filter(function (pick, index) { return isRight(index); }).length;
  }

  function adviceFor(right, count) {
    return right === count ? words.advice_all : right * 10 >= count * 7 ? words.advice_most : words.advice_some;
  }

  function finish(focus) {
    var right = score();
    var count = state.picks.length;
    var advice = adviceFor(right, count);
    play.hidden = true;
    result.hidden = false;
    document.getElementById("fz-quiz-score").textContent = fill(words.score, { right: right, count: count });
    part("advice").textContent = advice;
    var picture = card(right, count, advice);
    var image = part("card");
    image.src = picture;
    image.alt = fill(words.card_alt, { publisher: data.card.publisher, right: right, count: count, advice: advice });
    var save = part("save");
    save.href = picture;
    save.setAttribute("download", words.file);
    /* WeChat saves pictures by a long press and ignores downloads. */
    save.hidden = /MicroMessenger/i.test(navigator.userAgent);
    review();
    if (focus) show(document.getElementById("fz-quiz-score"), result);
  }

  /* Where to read on about what went wrong, each page once. */
  function review() {
    var list = root.querySelector(".fz-quiz__review");
    var linked = {};
    list.textContent = "";
    state.picks.forEach(function (pick, index) {
      var asked = question(pick.id);
      if (isRight(index) || !asked.href || linked[asked.href]) return;
      linked[asked.href] = true;
      var link = list.appendChild(make("li")).appendChild(make("a", "", asked.more));
      link.href = asked.href;
    });
    part("review").hidden = !list.children.length;
  }

  /* ---- The score card: 1080 × 1440, as WeChat likes its pictures. Nothing on it says who played. ---- */

  var WIDTH = 1080;
  var HEIGHT = 1440;

  function pieces(text) {
    /* Latin words stay whole; a closing mark stays with what it closes. */
    return text.match(/[A-Za-z0-9’'“"(][A-Za-z0-9’'.,:;!?”")-]*\s*|\s+|[“《（][^\s]|[^\s][，。、！？；：”》）]?/g) || [];
  }

  function clauses(text) { return text.match(/[^，。！？；.!?;]+[，。！？；.!?;]*\s*/g) || []; }

  function lines(pen, parts, width) {
    var found = [""];
    parts.forEach(function (piece) {
      var line = found[found.length - 1] + piece;
      if (found[found.length - 1] && pen.measureText(line.replace(/\s+$/, "")).width > width) found.push(piece);
      else found[found.length - 1] = line;
    });
    return found;
  }

  /* Returns as many lines of nearly one length: no single word or hanzi on the last. */
  function balanced(pen, parts, rows, room) {
    for (var narrower = room - 20; narrower > room / 2; narrower -= 20) {
      var found = lines(pen, parts, narrower);
      if (found.length > rows.length) break;
      rows = found;
    }
    return rows;
  }

  /* Writes `text` centred from `top` in at most `most` lines, in letters that shrink until it fits; returns where it ends. */
  function write(pen, text, top, size, options) {
    var family = getComputedStyle(document.body).fontFamily;
    var most = options.most || 2;
    var room = options.room || WIDTH - 200;
    var rows;
    function fitsNot(row) { return pen.measureText(row.trim()).width > room; }
    do {
      pen.font = (options.weight || 700) + " " + size + "px " + family;
      /* Lines end with a clause where that is possible. */
      rows = lines(pen, clauses(text), room);
      if (rows.length > most || rows.some(fitsNot)) rows = balanced(pen, pieces(text), lines(pen, pieces(text), room), room);
      if (rows.length <= most && !rows.some(fitsNot)) break;
      size -= 2;
    } while (size > 28);
    pen.fillStyle = options.colour;
    rows.forEach(function (row, index) {
      pen.fillText(row.trim(), WIDTH / 2, top + size + index * size * 1.4);
    });
    return top + rows.length * size * 1.4;
  }

  function ring(pen, right, count, colours) {
    var y = 620;
    pen.lineWidth = 34;
    pen.strokeStyle = colours.line;
    pen.beginPath();
    pen.arc(WIDTH / 2, y, 220, 0, Math.PI * 2);
    pen.stroke();
    if (right) {
      pen.strokeStyle = colours.brand;
      pen.lineCap = right === count ? "butt" : "round";
      pen.beginPath();
      pen.arc(WIDTH / 2, y, 220, -Math.PI / 2, -Math.PI / 2 + Math.PI * 2 * right / count);
      pen.stroke();
    }
    write(pen, right + " / " + count, y - 84, 130, { colour: colours.brand, weight: 800, most: 1, room: 310 });
  }

  function card(right, count, advice) {
    var colours = data.card.colours;
    var canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    var pen = canvas.getContext("2d");
    pen.textAlign = "center";
    pen.direction = document.dir === "rtl" ? "rtl" : "ltr";
    pen.fillStyle = colours.paper;
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.fillStyle = colours.brand;
    pen.fillRect(0, 0, WIDTH, 250);
    pen.fillRect(0, HEIGHT - 260, WIDTH, 260);
    write(pen, words.card_title, 66, 92, { colour: colours["on-dark"], weight: 800, most: 1 });
    ring(pen, right, count, colours);
    write(pen, advice, 896, 54, { colour: colours.ink, most: 3 });
    var end = data.card.advice ? write(pen, fill(words.card_call, { number: data.card.advice }), HEIGHT - 228, 62, { colour: colours["on-dark"], weight: 800, most: 1 }) : HEIGHT - 220;
    end = write(pen, data.card.publisher, end + 6, 40, { colour: colours["on-dark"], weight: 400, most: 1 });
    write(pen, data.card.host, end - 4, 40, { colour: colours["on-dark"], weight: 400, most: 1 });
    return canvas.toDataURL("image/png");
  }

  /* ---- Start ---- */

  part("next").addEventListener("click", function () {
    if (at + 1 < state.picks.length) ask(at + 1, true);
    else finish(true);
  });
  part("again").addEventListener("click", function () {
    whole(function () {
      begin();
      ask(0, true);
    });
  });

  function start() {
    if (!recall()) begin();
    root.classList.add("fz-quiz--ready");
    if (state.answers.length === state.picks.length) finish(false);
    else ask(Math.max(0, state.answers.length - 1), false);
  }

  var been = false;
  try { been = !!sessionStorage.getItem(KEPT); } catch (error) { /* as above */ }
  if (been) whole(start); /* what was asked then may be among the rest */
  else start();
})();
