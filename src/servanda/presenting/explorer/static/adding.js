// Words marked in the text of a document fill in the form that adds a fact; without this script the form takes them typed.
(function () {
  "use strict";
  var text = document.querySelector("section.text");
  var form = document.querySelector("#adding form");
  if (!text || !form) { return; }
  var MOST = 4000; // longer words are told by their place alone

  // The button follows the reader to where the words are. The form above the text stays closed: opened, it would move the words
  // from under the mouse that marks them.
  var near = form.querySelector("button").cloneNode(true);
  near.type = "button";
  near.className = "marked";
  near.hidden = true;
  near.removeAttribute("data-key");
  near.addEventListener("click", function () { form.requestSubmit(); });
  document.body.append(near);

  // What the browser shows of a stretch, without the numbers that the page sets before facts.
  function plain(range) {
    var part = range.cloneContents();
    part.querySelectorAll("a.at").forEach(function (mark) { mark.remove(); });
    return part.textContent;
  }

  // How many characters of the text stand before a place, as halves of pairs.
  function before(node, offset) {
    var range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(node, offset);
    return plain(range);
  }

  // The words that are marked in the text; null where none are.
  function marked() {
    var chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) { return null; }
    var range = chosen.getRangeAt(0);
    return text.contains(range.startContainer) && text.contains(range.endContainer) && plain(range).trim() ? range : null;
  }

  function filled() {
    var range = marked();
    near.hidden = !range;
    if (!range) { return; }
    var words = plain(range);
    // Offsets count characters as Python does, not halves of pairs.
    var start = Array.from(before(range.startContainer, range.startOffset)).length;
    form.elements.words.value = words.length > MOST ? "" : words;
    form.elements.start.value = start;
    form.elements.end.value = start + Array.from(words).length;
    form.elements.start.disabled = form.elements.end.disabled = false;
  }
  document.addEventListener("selectionchange", filled);

  // What is typed afterwards has a place of its own.
  form.elements.words.addEventListener("input", function () {
    form.elements.start.disabled = form.elements.end.disabled = true;
  });

  // By keys alone: m marks the next sentence, M the one before; Shift and the arrows then lengthen or shorten what is marked.
  var sentences = null;
  function cut() {
    if (sentences || !window.Intl || !Intl.Segmenter) { return sentences || []; }
    var whole = before(text, text.childNodes.length);
    var language = document.documentElement.lang || "en";
    sentences = Array.from(new Intl.Segmenter(language, { granularity: "sentence" }).segment(whole)).map(function (one) {
      var lead = one.segment.length - one.segment.trimStart().length;
      return [one.index + lead, one.index + lead + one.segment.trim().length];
    }).filter(function (one) { return one[0] < one[1]; });
    return sentences;
  }

  // The node and offset of a place in the text; the end of a stretch lies in the node before rather than in the one after.
  function place(at, end) {
    var walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), passed = 0, node;
    while ((node = walk.nextNode())) {
      if (node.parentElement.closest("a.at")) { continue; }
      if (at < passed + node.length || (end && at === passed + node.length)) { return [node, at - passed]; }
      passed += node.length;
    }
    return null;
  }

  function mark(step) {
    var all = cut(), range = marked(), fact = text.querySelector("mark.current"), next = 0;
    if (!all.length) { return; }
    if (range || fact) {
      var at = range ? before(range.startContainer, range.startOffset) : before(fact.firstChild, 0);
      var there = all.findLastIndex(function (one) { return one[0] <= at.length; });
      // The sentence of the fact that one has come to is marked first.
      next = range ? there + step : there;
    }
    next = all[Math.min(Math.max(next, 0), all.length - 1)];
    var start = place(next[0], false), end = place(next[1], true);
    if (!start || !end) { return; }
    document.getSelection().setBaseAndExtent(start[0], start[1], end[0], end[1]);
    start[0].parentElement.scrollIntoView({ block: "nearest" });
    filled(); // the browser tells of it only a moment later
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) { return; }
    if (event.key !== "m" && event.key !== "M") { return; }
    mark(event.key === "m" ? 1 : -1);
    event.preventDefault();
  });
})();
