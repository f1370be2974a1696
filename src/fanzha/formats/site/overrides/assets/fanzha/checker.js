/* Is this a scam? Reads a pasted message, or answers to questions, and says which red flags it knows. Everything happens
   here: nothing is sent, nothing is kept. The first part is pure functions, the second the page.

   A message is folded first, so that full-width letters, blanks and invisible characters between letters, look-alike and
   traditional characters make no difference; every folded character remembers where it came from. All phrases are then
   found in one walk through the text. Work grows with the length of the message and no faster. */
(function () {
  "use strict";

  var SUSPICIOUS = 2, STRONG = 5;       /* sums of the weights of different red flags */
  var WORDING = "wording";              /* the red flag that stands for what the words weigh: wording.json */
  var ODD = 1.0, EACH = 0.35;           /* weight of the words that is suspicious; what a red flag adds to it, by weight */
  var CLEAR = 4;                        /* a red flag of that weight stands whatever the words, if others add to it */
  var WARY = 0.5;                       /* what a warning to everybody takes away */
  var UNIT = 20;                        /* the weights of words are whole twentieths */
  var ANSWERED = 1;                     /* a yes weighs more than a word: it cannot have been meant otherwise */
  var LATER = 0.5;                      /* a flag speaks most for the scam it names first */
  var HINT = 0.5;                       /* what one weighed word says for its scam */
  var MOST_TACTICS = 3, NEAR = 0.45;    /* others are named too when they come that near to the likeliest */
  var CLOSE = 4;                        /* a gap no longer than that stays in its clause, a longer one in its sentence */
  var ANYWHERE = 0, ABOUT = 400;        /* no gap: another part of the sign, so many characters before or after at most */
  var LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"; /* one for each scam: learn.py */
  var LONGEST = 20000;                  /* characters that are read */

  /* Folding */

  var SIMPLE = {};                      /* traditional characters: the signals bring them along */
  var ALIKE = pairs("аaеeоoрpсcхxуyіiѕsјjһhԁdӏlκkοoρpαaνvιiτtɑaɡgıi");
  var LEET = { "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s" };
  var UNSEEN = /[\u00ad\u0300-\u036f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/;
  var HANZI = /[\u3400-\u9fff\uf900-\ufaff]/;
  var DECOY = /[\s.*·•_\-~^|\/\\]/;
  var LETTER = /[a-z]/, WORD = /[a-z0-9]/, NUMERAL = /[0-9〇零一二两三四五六七八九十百千万几半]/;

  function pairs(text) {
    var map = {};
    for (var i = 0; i + 1 < text.length; i += 2) map[text[i]] = text[i + 1];
    return map;
  }

  function folded(char) {
    var code = char.charCodeAt(0);
    if (code < 128) return char.toLowerCase();
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
    if (SIMPLE[char]) return SIMPLE[char];
    if (HANZI.test(char)) return char;
    var low = (char.normalize ? char.normalize("NFKC") : char).toLowerCase();
    return ALIKE[low] || low;
  }

  /* Returns the folded text, and for each of its characters where it begins in the message. */
  function fold(message) {
    var chars = [], at = [], i, j, k;
    for (i = 0; i < message.length; i++) {
      var one = message[i], code = message.charCodeAt(i);
      if (code >= 0xd800 && code <= 0xdbff && i + 1 < message.length) one += message[i + 1];
      if (!UNSEEN.test(one)) {
        var low = folded(one);
        if ((low === "'" || low === "’" || low === "‘" || low === "`") && chars.length) low = "";
        for (j = 0; j < low.length; j++) { chars.push(low[j]); at.push(i); }
      }
      if (one.length > 1) i++;
    }
    var text = [], from = [];
    for (i = 0; i < chars.length; i++) {
      var char = chars[i];
      if (DECOY.test(char)) {
        for (k = i; k < chars.length && DECOY.test(chars[k]); k++);
        var gap = chars.slice(i, Math.min(k, i + 8)).join("");
        var before = text.length ? text[text.length - 1] : "", after = chars[k] || "";
        if (HANZI.test(before) && HANZI.test(after) && gap.indexOf("\n") < 0 && k - i <= 4) { i = k - 1; continue; }
        if (/^\s+$/.test(gap) || (gap === "-" && LETTER.test(before) && LETTER.test(after))) {
          text.push(gap.indexOf("\n") < 0 ? " " : "\n");
          from.push(at[i]);
          i = k - 1;
          continue;
        }
      }
      text.push(char);
      from.push(at[i]);
    }
    spelled(text, from);
    disguised(text);
    from.push(message.length);
    return { text: text.join(""), at: from };
  }

  /* «c o d e» is one word: single letters with a blank between them, four or more. */
  function spelled(text, from) {
    var kept = 0, i = 0, j;
    while (i < text.length) {
      for (j = i; single(text, j) && /[ .]/.test(text[j + 1] || "") && single(text, j + 2); j += 2);
      if (j - i >= 6) {
        for (; i <= j; i += 2) { text[kept] = text[i]; from[kept++] = from[i]; }
        i = j + 1;
      } else {
        text[kept] = text[i];
        from[kept++] = from[i++];
      }
    }
    text.length = from.length = kept;
  }

  function single(text, i) {
    return WORD.test(text[i] || "") && !WORD.test(text[i - 1] || "") && !WORD.test(text[i + 1] || "");
  }

  /* «acc0unt», «1oan», «saf3»: a digit among letters stands for one. */
  function disguised(text) {
    for (var i = 0; i < text.length; i++) {
      if (!LEET[text[i]]) continue;
      var among = LETTER.test(text[i - 1] || "") && LETTER.test(text[i + 1] || "");
      var first = /[01]/.test(text[i]) && !WORD.test(text[i - 1] || "") && LETTER.test(text[i + 1] || "") &&
        LETTER.test(text[i + 2] || "") && LETTER.test(text[i + 3] || "");
      var last = LETTER.test(text[i - 1] || "") && LETTER.test(text[i - 2] || "") && LETTER.test(text[i - 3] || "") &&
        !WORD.test(text[i + 1] || "");
      if (among || first || last) text[i] = LEET[text[i]];
    }
  }

  /* Searching */

  /* Returns the phrases of `data` as a tree of characters; each phrase is folded like the messages. */
  function prepared(data) {
    var root = {};
    SIMPLE = pairs(data.traditional || "");
    function add(words, end) {
      var node = root;
      for (var i = 0; i < words.length; i++) node = node[words[i]] || (node[words[i]] = {});
      end.left = WORD.test(words[0] || "");
      end.right = !end.open && WORD.test(words[words.length - 1] || "");
      (node.ends || (node.ends = [])).push(end);
    }
    var phrases = data.phrases.split("|"), words = [];
    phrases.forEach(function (phrase, number) {
      var open = phrase.slice(-1) === "*";
      add(fold(open ? phrase.slice(0, -1) : phrase).text, { number: number, open: open });
    });
    var stepsOf = phrases.map(function () { return []; });
    var next = 0, steps = data.steps.split(";");
    steps.forEach(function (runs, step) {
      runs.split(",").forEach(function (run) {
        var both = run.split("*"), from = next + +both[0];
        for (next = from; next < from + (+both[1] || 1); next++) stepsOf[next].push(step);
      });
    });
    Object.keys(data.wording).forEach(function (language) {
      var learnt = data.wording[language];
      Object.keys(learnt.words).forEach(function (weight) {
        learnt.words[weight].split("|").forEach(function (word, i) {
          var tactic = learnt.tactics[LETTERS.indexOf(learnt.speak_for[weight][i])];
          add(word, { word: words.push({ language: language, weight: +weight, tactic: tactic }) });
        });
      });
    });
    next = 0;
    var signals = data.signals.map(function (signal) {
      var signs = (signal.rows === undefined ? [] : signal.rows.split(";")).map(function (row) {
        return partsOf(row.split(",").map(function (text, i) {
          if (i % 2) return +text;
          next += +text + 1;
          return next - 1;
        }));
      });
      return Object.assign({}, signal, { signs: signs });
    });
    return {
      root: root, stepsOf: stepsOf, steps: steps.length, signals: signals, wording: data.wording, words: words,
      told: signals.filter(function (signal) { return signal.id === WORDING; })[0]
    };
  }

  /* Returns the parts of a row: «step, reach, step, ANYWHERE, step» has two. */
  function partsOf(row) {
    var parts = [[row[0]]];
    for (var i = 1; i + 1 < row.length; i += 2) {
      if (row[i] === ANYWHERE) parts.push([row[i + 1]]);
      else parts[parts.length - 1].push(row[i], row[i + 1]);
    }
    return parts;
  }

  /* Returns for each step where its phrases stand in `text`, in order of their beginnings, and the weighed words in it. */
  function found(machine, text) {
    var places = [], words = {}, i, j, node;
    for (i = 0; i < machine.steps; i++) places.push([]);
    function note(end) {
      if (end.left && WORD.test(text[i - 1] || "")) return;
      if (end.right && WORD.test(text[j + 1] || "")) return;
      if (end.word) words[end.word - 1] = true;
      else machine.stepsOf[end.number].forEach(function (step) { places[step].push({ start: i, end: j + 1 }); });
    }
    for (i = 0; i < text.length; i++) walk(machine.root, i);
    return { places: places, words: Object.keys(words) };

    /* «#» in a phrase is any numeral, so two ways may lead on; no phrase is long enough for many. */
    function walk(node, from) {
      for (j = from; j < text.length; j++) {
        var numeral = NUMERAL.test(text[j]) && node["#"];
        if (numeral) {
          if (numeral.ends) numeral.ends.forEach(note);
          walk(numeral, j + 1);
          j = from;
        }
        node = node[text[j]];
        if (!node) return;
        if (node.ends) node.ends.forEach(note);
        from++;
      }
    }
  }

  /* Returns what the words weigh: above 0 they are rather a scam's, below 0 rather those of everyday messages. A long
     message does not weigh more than a short one. */
  function weighed(machine, text, known) {
    var hanzi = 0, letters = 0, i;
    for (i = 0; i < text.length; i++) if (HANZI.test(text[i])) hanzi++; else if (LETTER.test(text[i])) letters++;
    var language = hanzi * 4 >= letters ? "zh" : "en", learnt = machine.wording[language];
    if (!learnt) return 0;
    var weights = known.words.map(function (number) { return machine.words[number]; }).filter(function (word) {
      return word.language === language;
    }).map(function (word) { return word.weight; });
    learnt.sets.forEach(function (set) { if (known.places[set[0]].length) weights.push(set[1]); });
    var sum = weights.reduce(function (all, one) { return all + one; }, 0);
    return (learnt.bias + sum / Math.sqrt(weights.length + 1)) / UNIT;
  }

  /* Returns the number of the sentence, and of the clause, that each character stands in. */
  function divided(text) {
    var sentences = new Int32Array(text.length + 1), clauses = new Int32Array(text.length + 1), sentence = 0, clause = 0;
    for (var i = 0; i < text.length; i++) {
      sentences[i] = sentence;
      clauses[i] = clause;
      var ends = /[。!?！？;；\n]/.test(text[i]) || (text[i] === "." && !WORD.test(text[i + 1] || ""));
      if (ends) sentence++;
      if (ends || /[,，:：(（)）]/.test(text[i])) clause++;
    }
    return { sentences: sentences, clauses: clauses, count: sentence + 1, clauseCount: clause + 1 };
  }

  /* Returns where a row of steps stands: the places of its first step from which all others are within reach. */
  function hits(row, places, parts) {
    var later = null;
    for (var k = row.length - 1; k >= 0; k -= 2) {
      var here = [], list = places[row[k]], reach = row[k + 1];
      var part = reach <= CLOSE ? parts.clauses : parts.sentences;
      for (var i = 0; i < list.length; i++) {
        var place = list[i];
        if (!later) { here.push({ start: place.start, end: place.end, marks: [place] }); continue; }
        var next = firstFrom(later, place.end);
        if (next < later.length && later[next].start - place.end <= reach &&
            part[later[next].start] === part[place.start])
          here.push({ start: place.start, end: later[next].end, marks: [place].concat(later[next].marks) });
      }
      later = here;
      if (!later.length) break;
    }
    return later;
  }

  /* Returns where the parts of a sign stand for which `counts`, as long as each has all others about it. */
  function together(sign, places, parts, counts) {
    var each = [];
    for (var i = 0; i < sign.length; i++) {
      var list = hits(sign[i], places, parts).filter(counts);
      if (!list.length) return [];
      each.push(list);
    }
    if (each.length === 1) return each[0];
    return Array.prototype.concat.apply([], each.map(function (list) {
      return list.filter(function (hit) {
        return each.every(function (others) {
          var next = others[firstFrom(others, hit.start - ABOUT)];
          return next && next.start <= hit.start + ABOUT;
        });
      });
    }));
  }

  function firstFrom(list, start) {
    var low = 0, high = list.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (list[middle].start < start) low = middle + 1; else high = middle;
    }
    return low;
  }

  /* Returns a function that says whether a hit of a flag stands within reach of words of warning that silence flags of
     such a weight. */
  function warned(machine, places, parts) {
    var reaches = {}, doubts = doubted(machine, places, parts);
    for (var weight = 1; weight <= STRONG; weight++) reaches[weight] = cautions(machine, places, parts, doubts, weight);
    isWarned.everywhere = reaches[1].message;
    return isWarned;
    function isWarned(hit, weight) {
      var reach = reaches[weight], sentence = parts.sentences[hit.start], part = parts.clauses[hit.start];
      if (reach.message) return true;
      if (part in reach.clause && hit.start > reach.clause[part]) return true;
      if (sentence in reach.before && hit.end <= reach.before[sentence]) return true;
      if (sentence in reach.first && (reach.first[sentence] < hit.start || reach.last[sentence] > hit.end)) return true;
      return parted(hit, reach.hits);
    }
  }

  /* Returns the sentences that ask whether this is a scam: nothing in them is a warning. */
  function doubted(machine, places, parts) {
    var sentences = {};
    machine.signals.forEach(function (signal) {
      if (signal.reach !== "doubt") return;
      signal.signs.forEach(function (sign) {
        together(sign, places, parts, Boolean).forEach(function (hit) { sentences[parts.sentences[hit.start]] = true; });
      });
    });
    return sentences;
  }

  /* Returns how far the warnings reach that silence flags of `weight`: by clause the first one's beginning; by sentence the
     beginning of the last that looks back, and the first and last place of those that concern the whole of it; and how
     many concern the whole message. */
  function cautions(machine, places, parts, doubts, weight) {
    var reach = { hits: [], clause: {}, before: {}, first: {}, last: {}, message: 0 };
    machine.signals.forEach(function (signal) {
      if (signal.role !== "caution" || signal.reach === "doubt" || signal.weight < weight) return;
      var everywhere = false;
      signal.signs.forEach(function (sign) {
        together(sign, places, parts, Boolean).forEach(function (hit) {
          var sentence = parts.sentences[hit.start], part = parts.clauses[hit.end - 1];
          if (doubts[sentence]) return;
          if (signal.reach === "message") { everywhere = true; return; }
          reach.hits.push(hit);
          if (signal.reach === "clause") least(reach.clause, part, hit.start);
          else if (signal.reach === "before") most(reach.before, sentence, hit.start);
          else {
            least(reach.first, sentence, hit.start);
            most(reach.last, sentence, hit.end);
          }
        });
      });
      if (everywhere) reach.message++;
    });
    reach.hits.sort(function (a, b) { return a.start - b.start; });
    return reach;
  }

  function least(map, key, value) {
    if (!(key in map) || value < map[key]) map[key] = value;
  }

  function most(map, key, value) {
    if (!(key in map) || value > map[key]) map[key] = value;
  }

  /* Returns whether a warning stands between the words of a hit: «first, do not pay». */
  function parted(hit, warnings) {
    for (var i = firstFrom(warnings, hit.start); i < warnings.length && warnings[i].start < hit.end; i++) {
      if (apart(warnings[i], hit.marks)) return true;
    }
    return false;
  }

  function apart(warning, marks) {
    return marks.every(function (mark) { return warning.end <= mark.start || warning.start >= mark.end; });
  }

  /* Returns what is known of a message: level (none, some, strong), score, flags (ids), marks ([from, to] in it), tactics. */
  function examine(machine, message) {
    var fitted = message.slice(0, LONGEST), folding = fold(fitted);
    var known = found(machine, folding.text), places = known.places, parts = divided(folding.text);
    var isWarned = warned(machine, places, parts), seen = [], marks = [];
    machine.signals.forEach(function (signal) {
      if (signal.role === "caution") return;
      var stands = false;
      var counts = function (hit) { return !isWarned(hit, signal.weight); };
      signal.signs.forEach(function (sign) {
        together(sign, places, parts, counts).forEach(function (hit) {
          stands = true;
          if (signal.role === "flag") hit.marks.forEach(function (mark) {
            marks.push([folding.at[mark.start], folding.at[mark.end - 1] + 1]);
          });
        });
      });
      if (stands) seen.push(signal);
    });
    var words = machine.told ? weighed(machine, folding.text, known) - WARY * isWarned.everywhere : null;
    var hints = known.words.map(function (number) { return machine.words[number].tactic; });
    return judged(seen, 0, merged(marks, fitted), words, machine.told, hints);
  }

  /* Returns the same for the ids of the questions that were answered with yes. */
  function answered(machine, ids) {
    var seen = machine.signals.filter(function (signal) { return ids.indexOf(signal.id) >= 0; });
    return judged(seen, ANSWERED, [], null);
  }

  /* `words` is what the words weigh, or null when they are not to count. */
  function judged(seen, more, marks, words, told, hints) {
    var flags = seen.filter(function (signal) { return signal.role === "flag"; }), points = {}, score = 0;
    flags.forEach(function (signal) { score += signal.weight + more; });
    var odd = words === null ? score >= SUSPICIOUS : words + EACH * Math.min(score, STRONG) > ODD;
    if (odd && score < SUSPICIOUS) flags.push(told);
    seen.forEach(function (signal) {
      signal.tactics.forEach(function (tactic, rank) {
        points[tactic] = (points[tactic] || 0) + signal.weight * (rank ? LATER : 1);
      });
    });
    (hints || []).forEach(function (tactic) { if (tactic) points[tactic] = (points[tactic] || 0) + HINT; });
    var clear = flags.some(function (signal) { return signal.weight >= CLEAR; });
    var level = score >= STRONG && (odd || clear) ? "strong" : odd ? "some" : "none";
    var ranked = Object.keys(points).sort(function (a, b) { return points[b] - points[a] || (a < b ? -1 : 1); });
    return {
      level: level,
      score: score,
      words: words,
      flags: flags.sort(function (a, b) { return b.weight - a.weight; }).map(function (signal) { return signal.id; }),
      marks: marks,
      tactics: level === "none" ? [] : ranked.slice(0, MOST_TACTICS).filter(function (tactic) {
        return points[tactic] >= points[ranked[0]] * NEAR;
      })
    };
  }

  function merged(marks, message) {
    marks.sort(function (a, b) { return a[0] - b[0]; });
    var result = [];
    marks.forEach(function (mark) {
      var end = mark[1], code = message.charCodeAt(end - 1);
      if (code >= 0xd800 && code <= 0xdbff) end++;
      var last = result[result.length - 1];
      if (last && mark[0] <= last[1]) last[1] = Math.max(last[1], end);
      else result.push([mark[0], end]);
    });
    return result;
  }

  window.fanzhaChecker = { prepared: prepared, examine: examine, answered: answered, fold: fold };

  /* The page */

  var frame = document.querySelector("[data-fz-check]"), source = document.getElementById("fz-check-data");
  if (!frame || !source) return;
  var data = JSON.parse(source.textContent), words = data.words, machine = null, waiting = [];
  var box = document.getElementById("fz-check-text"), result = part("result"), icons = part("icons").children;
  var ICON = { strong: 0, some: 1, none: 2, flag: 3, stop: 4, verify: 5, report: 6, onward: 7, again: 8 };

  function part(name) {
    return frame.querySelector("[data-fz-part=" + name + "]");
  }

  /* Calls `then` with the signals, which are loaded when somebody begins: most readers of the page only read. */
  function withSignals(then) {
    if (machine) { then(machine); return; }
    waiting.push(then);
    if (waiting.length > 1) return;
    var script = document.createElement("script");
    script.src = frame.getAttribute("data-fz-check");
    script.onload = function () {
      machine = prepared(window.fanzhaSignals);
      waiting.splice(0).forEach(function (one) { one(machine); });
    };
    script.onerror = function () {
      waiting = [];
      part("alert").textContent = part("ask-alert").textContent = words.missing;
    };
    document.head.appendChild(script);
  }

  /* Returns an element; what it holds is set as text, never as HTML. */
  function made(name, className, holds) {
    var element = document.createElement(name);
    if (className) element.className = className;
    [].concat(holds === undefined ? [] : holds).forEach(function (one) {
      element.appendChild(typeof one === "string" ? document.createTextNode(one) : one);
    });
    return element;
  }

  function icon(name) {
    return icons[ICON[name]].cloneNode(true);
  }

  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, name) { return name in values ? values[name] : all; });
  }

  function call(role) {
    var link = made("a", "fz-check__call fz-check__call--" + role, [icon("report"), made("b", "", data.numbers[role])]);
    link.href = "tel:" + data.numbers[role];
    return link;
  }

  function verdict(level) {
    var head = made("h2", "", [icon(level), words[level]]);
    head.id = "fz-check-verdict";
    head.tabIndex = -1;
    return made("div", "fz-check__verdict fz-check__verdict--" + level, [head, made("p", "", words[level + "_text"])]);
  }

  /* The message as it was pasted, the words that were known in <mark>. */
  function highlighted(message, marks) {
    var text = made("p", "fz-check__message"), from = 0;
    text.dir = "auto";
    marks.forEach(function (mark) {
      if (/^[把将]$/.test(message.slice(mark[0], mark[1]))) return; /* belongs to a longer sign and says nothing by itself */
      text.appendChild(document.createTextNode(message.slice(from, mark[0])));
      text.appendChild(made("mark", "", message.slice(mark[0], mark[1])));
      from = mark[1];
    });
    text.appendChild(document.createTextNode(message.slice(from)));
    return made("section", "", [made("h3", "", words.message), text]);
  }

  function flagList(ids) {
    return made("section", "", [made("h3", "", words.flags), made("ul", "fz-check__flags", ids.map(function (id) {
      var said = data.flags[id], item = made("li", "", [icon("flag"), made("span", "", said[0])]);
      if (said[1]) item.lang = said[1];
      return item;
    }))]);
  }

  function tacticCard(slug) {
    var tactic = data.tactics[slug], link = made("a", "", [tactic.name]), more = made("a", "fz-button", [words.more + " ", icon("onward")]);
    link.href = more.href = tactic.href;
    var steps = made("dl", "fz-check__steps", []);
    ["stop", "verify", "report"].forEach(function (step) {
      steps.appendChild(made("dt", "fz-check__step--" + step, [icon(step), words[step]]));
      steps.appendChild(made("dd", "", tactic[step]));
    });
    var own = made("details", "fz-check__own", [made("summary", "", words.own_flags), made("ul", "", tactic.flags.map(function (flag) {
      return made("li", "", flag);
    }))]);
    var card = made("li", "", [made("h4", "", link), steps, own, more]);
    if (tactic.lang) card.lang = tactic.lang;
    return card;
  }

  /* Shows what was found below the form that asked, and moves there: a screen reader hears the verdict first. */
  function show(found, message, form) {
    var known = found.tactics.filter(function (slug) { return slug in data.tactics; });
    var parts = [verdict(found.level), made("p", "fz-check__honest", words.honest),
      made("div", "fz-check__calls", [made("p", "", filled(words.calls, data.numbers)), call("emergency"), call("advice")])];
    if (message && message.length > LONGEST) parts.push(made("p", "", filled(words.long, { count: LONGEST })));
    if (found.flags.length && found.level !== "none") parts.push(flagList(found.flags));
    if (message && found.marks.length && found.level !== "none") parts.push(highlighted(message, found.marks));
    if (known.length) parts.push(made("section", "", [made("h3", "", known.length > 1 ? words.tactics_more : words.tactics),
      made("ul", "fz-check__tactics", known.map(tacticCard))]));
    var again = made("button", "fz-check__tool", [icon("again"), " " + words.again]);
    again.type = "button";
    again.addEventListener("click", function () { fresh(form); });
    parts.push(again);
    result.textContent = "";
    parts.forEach(function (one) { result.appendChild(one); });
    form.parentNode.insertBefore(result, form.nextSibling);
    result.hidden = false;
    var head = document.getElementById("fz-check-verdict");
    head.focus({ preventScroll: true });
    if (result.scrollIntoView) result.scrollIntoView();
  }

  function fresh(form) {
    result.hidden = true;
    result.textContent = "";
    form.reset();
    tools();
    var first = form.querySelector("textarea, input");
    first.focus();
    if (form.scrollIntoView) form.scrollIntoView();
  }

  function tools() {
    part("clear").hidden = !box.value;
    part("alert").textContent = part("ask-alert").textContent = "";
  }

  var pasting = part("paste-form"), asking = part("ask-form");
  frame.classList.add("fz-check--ready");
  pasting.hidden = asking.hidden = false;

  pasting.addEventListener("submit", function (event) {
    event.preventDefault();
    tools();
    if (!box.value.trim()) {
      part("alert").textContent = words.empty;
      box.focus();
      return;
    }
    withSignals(function (signals) { show(examine(signals, box.value), box.value, pasting); });
  });

  asking.addEventListener("submit", function (event) {
    event.preventDefault();
    tools();
    var given = [].slice.call(asking.querySelectorAll("input:checked"));
    if (!given.length) {
      part("ask-alert").textContent = words.ask_empty;
      return;
    }
    var yes = given.filter(function (input) { return input.value === "yes"; });
    withSignals(function (signals) {
      show(answered(signals, yes.map(function (input) { return input.name; })), "", asking);
    });
  });

  box.addEventListener("input", tools);
  frame.addEventListener("focusin", function () { withSignals(function () {}); });
  part("clear").addEventListener("click", function () { fresh(pasting); });
  if (navigator.clipboard && navigator.clipboard.readText && window.isSecureContext) {
    part("paste").hidden = false;
    part("paste").addEventListener("click", function () {
      navigator.clipboard.readText().then(function (text) {
        box.value = text;
        tools();
        box.focus();
      }, function () { box.focus(); });
    });
  }
})();
