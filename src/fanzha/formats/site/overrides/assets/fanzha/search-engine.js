/* Finds pages in the index of this language (fzIndex, from search_index.js): a pure function of what was typed. Cuts
   words by the same rules as indexed.py, and Chinese by the words that the index has. */
var fzFind = (function () {
  "use strict";

  var HAN = /[\u3007\u3400-\u9fff]+/g;
  var BETWEEN = /[\s\u0000-\/:-@\[-`{-\u00bf\u2000-\u206f\u3000-\u3006\u3008-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u060c\u061b\u061f]+/;
  var EVEN = 6; /* a word that weighs so much on a page counts half of what it can */
  var PART = 0.5; /* a word inside another counts so much of it */
  var UNKNOWN = 0.3; /* a word that stands nowhere here says nothing about any page; it only casts a little doubt */
  var LEAST = 0.15; /* a page must hold this share of what was asked, by weight */
  var ORDER = 0.1; /* what the first keyword that was typed counts more than the last: a writer puts first what it is about */
  var RELATIVE = 0.12; /* and have this share of the best page's score */
  var KINDS = { tactic: 1, now: 1, checker: 0.7, free: 0.6, audience: 0.5, situation: 0.45, "case": 0.5, quiz: 0.5, rhymes: 0.4, slogans: 0.25 };

  var index, stop, pages;

  function own(table, key) { return Object.prototype.hasOwnProperty.call(table, key); }

  function stem(word) {
    if (!/^[a-z]{4,}$/.test(word)) return word;
    if (/ies$/.test(word) && word.length > 4) word = word.slice(0, -3) + "y";
    else if (/s$/.test(word) && !/(ss|us|is)$/.test(word)) word = word.slice(0, -1);
    if (/ing$/.test(word) && word.length > 5) word = word.slice(0, -3);
    else if (/ed$/.test(word) && word.length > 4) word = word.slice(0, -2);
    if (word.length > 3 && /([^aeiou])\1$/.test(word)) word = word.slice(0, -1);
    return word.length > 3 && /e$/.test(word) ? word.slice(0, -1) : word;
  }

  /* Full-width letters and digits are typed by Chinese keyboards. */
  function folded(text) {
    return text.replace(/[\uff01-\uff5e]/g, function (sign) {
      return String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
    }).toLowerCase().replace(/’/g, "'").replace(/'s\b/g, "  ");
  }

  function known(word) { return own(index.words, word); }

  /* The way through a run of hanzi with the fewest words, of those that are in the index. */
  function cut(run) {
    var best = [{ cost: 0, from: 0 }], end, start, word, cost;
    for (end = 1; end <= run.length; end += 1) {
      best[end] = null;
      for (start = Math.max(0, end - 8); start < end; start += 1) {
        word = run.slice(start, end);
        if (known(word) || own(stop, word)) cost = 1 + (word.length === 1 ? 0.3 : 0);
        else if (word.length === 1) cost = 1.6;
        else continue;
        cost += best[start].cost;
        if (!best[end] || cost < best[end].cost) best[end] = { cost: cost, from: start };
      }
    }
    var words = [];
    for (end = run.length; end > 0; end = best[end].from) words.unshift(run.slice(best[end].from, end));
    return words;
  }

  /* What was typed, as words with the weight of each: whole words 1, words inside or across them less. */
  function terms(text) {
    var found = {};
    function note(word, weight) {
      if (!own(stop, word) && (!own(found, word) || found[word] < weight)) found[word] = weight;
    }
    (text.match(HAN) || []).forEach(function (run) {
      cut(run).forEach(function (word) { note(word, word.length === 1 ? 0.4 : 1); });
      for (var start = 0; start < run.length; start += 1) {
        for (var end = start + 2; end <= Math.min(run.length, start + 6); end += 1) {
          if (known(run.slice(start, end))) note(run.slice(start, end), PART);
        }
      }
    });
    text.replace(HAN, " ").split(BETWEEN).forEach(function (word) {
      if (!word || own(stop, word)) return;
      var root = stem(word);
      note(root, 1);
      if (!known(root)) note(word, 1);
    });
    return found;
  }

  /* The words of the index that a term stands for: itself, else those that begin with it. */
  function meant(term) {
    if (known(term)) return [term];
    if (term.length < 2) return [];
    return Object.keys(index.words).filter(function (word) { return word.indexOf(term) === 0; }).slice(0, 20);
  }

  function bigrams(text) {
    var found = [];
    (text.match(HAN) || []).forEach(function (run) {
      for (var i = 0; i + 1 < run.length; i += 1) if (found.indexOf(run.substr(i, 2)) < 0) found.push(run.substr(i, 2));
    });
    return found;
  }

  /* Without blanks and signs, and without the small words: «fix my credit record» is «fix credit record». */
  function squeezed(text) {
    var bare = text.replace(/[a-z]+/g, function (word) { return own(stop, word) ? "" : word; });
    return bare.replace(/[\s“”"？?！!。，,、]/g, "");
  }

  /* How much of what was typed a page's title and keywords say: 1 for all of it, in one or several of them, and a little
     more the earlier the first of them stands. */
  function covered(typed, names) {
    var hit = [], count = 0, most = 0, first = names.length;
    names.forEach(function (name, place) {
      var bare = squeezed(folded(name)), at = bare.length > 1 ? typed.indexOf(bare) : -1;
      if (at >= 0) {
        for (var i = at; i < at + bare.length; i += 1) {
          if (!hit[i]) count += 1;
          hit[i] = true;
        }
        first = Math.min(first, place);
      } else if (typed.length > 1 && bare.indexOf(typed) >= 0) {
        most = Math.max(most, 0.4 + 0.5 * typed.length / bare.length);
        first = Math.min(first, place);
      }
    });
    return Math.max(most, count / (typed.length || 1)) * (1 + ORDER * (1 - first / names.length));
  }

  function prepare() {
    index = window.fzIndex;
    stop = {};
    index.stop.forEach(function (word) { stop[word] = true; });
    pages = index.entries.filter(function (entry) { return entry.length > 3; }).length;
  }

  function scored(text) {
    var asked = terms(text), scores = {}, shares = {}, whole = 0;
    Object.keys(asked).forEach(function (term) {
      var hits = {}, words = meant(term), count = 0;
      words.forEach(function (word) {
        var list = index.words[word];
        for (var i = 0; i < list.length; i += 2) {
          var weight = list[i + 1] * (word === term ? 1 : 0.6);
          if (!own(hits, list[i])) count += 1;
          if (!(hits[list[i]] >= weight)) hits[list[i]] = weight;
        }
      });
      var rare = asked[term] * Math.log(1 + index.entries.length / (1 + count));
      if (asked[term] > PART) whole += count ? rare : rare * UNKNOWN;
      Object.keys(hits).forEach(function (entry) {
        scores[entry] = (scores[entry] || 0) + rare * hits[entry] / (hits[entry] + EVEN);
        if (asked[term] > PART) shares[entry] = (shares[entry] || 0) + rare;
      });
    });
    return { scores: scores, shares: shares, whole: whole };
  }

  /* Return the pages for what was typed, best first: {address, title, kind, label, lead, section, score}. */
  function find(typed) {
    if (!index) prepare();
    var text = folded(typed), bare = squeezed(text), pairs = bigrams(text);
    var got = scored(text), found = [], sections = {};
    index.entries.forEach(function (entry, number) {
      if (entry.length === 3) {
        var best = sections[entry[2]], score = got.scores[number] || 0;
        if (score && (!best || best.score < score)) sections[entry[2]] = { score: score, entry: entry };
        return;
      }
      var names = [entry[1]].concat(entry[4]), close = covered(bare, names);
      var share = got.whole ? (got.shares[number] || 0) / got.whole : 0;
      if (share < LEAST && close < 0.4) return;
      var front = folded(names.join("|") + entry[3]);
      var near = pairs.length ? pairs.filter(function (pair) { return front.indexOf(pair) >= 0; }).length / pairs.length : 0;
      var kind = own(KINDS, entry[2]) ? KINDS[entry[2]] : 0.3;
      var score = ((got.scores[number] || 0) / (got.whole || 1) * (0.4 + 0.6 * share) + close + 0.25 * near) * kind;
      found.push({ score: score, number: number, entry: entry });
    });
    found.sort(function (a, b) { return b.score - a.score || a.number - b.number; });
    return found.filter(function (one) { return one.score >= RELATIVE * found[0].score; }).map(function (one) {
      var section = sections[one.number];
      return {
        address: one.entry[0],
        title: one.entry[1],
        kind: one.entry[2],
        label: index.kinds[one.entry[2]] || "",
        lead: one.entry[3],
        section: section && { address: one.entry[0] + section.entry[0], title: section.entry[1] },
        score: one.score
      };
    });
  }

  /* Return `text` in pieces: {text, hit}, where a hit is a word that was typed. */
  find.marks = function (text, typed) {
    var flat = folded(text), hits = [], i, pieces = [];
    if (flat.length !== text.length) return [{ text: text, hit: false }];
    Object.keys(terms(folded(typed))).forEach(function (word) {
      if (word.length < 2) return;
      for (i = flat.indexOf(word); i >= 0; i = flat.indexOf(word, i + 1)) {
        if (/[a-z0-9]/.test(word.charAt(0)) && i && /[a-z0-9]/.test(flat.charAt(i - 1))) continue;
        var end = i + word.length;
        while (/[a-z]/.test(word.charAt(0)) && end < flat.length && /[a-z]/.test(flat.charAt(end))) end += 1;
        for (var at = i; at < end; at += 1) hits[at] = true;
      }
    });
    for (i = 0; i < text.length; i += 1) {
      var last = pieces[pieces.length - 1], hit = Boolean(hits[i]);
      if (last && last.hit === hit) last.text += text.charAt(i);
      else pieces.push({ text: text.charAt(i), hit: hit });
    }
    return pieces;
  };

  return find;
})();
