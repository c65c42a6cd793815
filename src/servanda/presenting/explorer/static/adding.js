// Words marked in the text of a document fill in the form that adds a fact; without this script the form takes them typed.
(function () {
  "use strict";
  var text = document.querySelector("section.text");
  var form = document.querySelector("#adding form");
  if (!text || !form) { return; }
  var MOST = 4000; // longer words are told by their place alone

  // What the browser shows of a stretch, without the numbers that the page sets before facts.
  function plain(range) {
    var part = range.cloneContents();
    part.querySelectorAll("a.at").forEach(function (mark) { mark.remove(); });
    return part.textContent;
  }

  document.addEventListener("selectionchange", function () {
    var chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) { return; }
    var range = chosen.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) { return; }
    var words = plain(range);
    if (!words.trim()) { return; }
    var before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    // Offsets count characters as Python does, not halves of pairs.
    var start = Array.from(plain(before)).length;
    form.elements.words.value = words.length > MOST ? "" : words;
    form.elements.start.value = start;
    form.elements.end.value = start + Array.from(words).length;
    form.elements.start.disabled = form.elements.end.disabled = false;
    document.getElementById("adding").open = true;
  });

  // What is typed afterwards has a place of its own.
  form.elements.words.addEventListener("input", function () {
    form.elements.start.disabled = form.elements.end.disabled = true;
  });
})();
