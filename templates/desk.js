/* Readable without this: it counts times by the reader's clock, puts each case where it then belongs, and finds cases. */
(function () {
  "use strict";
  var $ = function (id) { return document.getElementById(id); };
  var all = function (what, within) { return Array.prototype.slice.call((within || document).querySelectorAll(what)); };
  var GROUPS = ["unreadable", "overdue", "due", "later", "none"], SOON = 172800000;
  var cases = all("tr.case").map(function (row) {
    return {
      row: row, id: row.querySelector("th b").textContent, state: row.dataset.state, supplier: row.dataset.of || "",
      group: row.closest("section").id, done: "done" in row.dataset, at: 0, shown: true, text: null,
      dues: all("[data-due]", row).map(function (node) {
        return { node: node, at: Date.parse(node.dataset.due), lapses: "lapses" in node.dataset, text: node.textContent };
      })
    };
  });
  cases.forEach(function (one) {
    one.was = one.group || (one.row.querySelector(".left.bad") ? "overdue" : "none");
  });
  var desk = $("search"), clock = $("clock"), asOf = clock && clock.dataset.asOf ? Date.parse(clock.dataset.asOf) : 0;

  function span(ms) {
    var minutes = Math.floor(Math.abs(ms) / 60000), days = Math.floor(minutes / 1440), hours = Math.floor(minutes / 60) % 24;
    return days ? days + "\u00a0d " + hours + "\u00a0h" : hours ? hours + "\u00a0h " + minutes % 60 + "\u00a0min" : minutes + "\u00a0min";
  }
  function count(one, now) {
    var first = null;
    one.dues.forEach(function (due) {
      var ms = due.at - now, over = ms < 0;
      var text = over ? (due.lapses ? "ended " : "ran out ") + span(ms) + " ago" : span(ms) + " left";
      if (text !== due.text) due.node.textContent = due.text = text;
      if (due.node.className !== "") {
        var name = "left " + (over ? due.lapses ? "plain" : "bad" : ms <= SOON ? "warn" : "plain");
        if (due.node.className !== name) due.node.className = name;
      }
      if (!first && !(over && due.lapses)) first = due;
    });
    one.at = first ? first.at : 0;
    return first ? first.at < now ? "overdue" : first.at - now <= SOON ? "due" : "later" : "none";
  }
  function order(a, b) {
    return GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || a.at - b.at || a.done - b.done || (a.id < b.id ? -1 : 1);
  }
  function place() {
    var held = document.activeElement, bodies = {};
    cases.sort(order).forEach(function (one) {
      var body = desk ? document.querySelector("#" + one.group + " tbody") : one.row.parentNode;
      var next = bodies[body.closest("section").id];
      next = bodies[body.closest("section").id] = next ? next.nextElementSibling : body.firstElementChild;
      if (next !== one.row) { body.insertBefore(one.row, next); bodies[body.closest("section").id] = one.row; }
    });
    if (held && held !== document.activeElement && held.focus) held.focus({ preventScroll: true });
  }
  function tick() {
    var now = Date.now(), moved = false, passed = 0;
    if (now < asOf) {
      $("now").textContent = "This computer’s clock stands before it, so nothing is counted by it.";
      return;
    }
    cases.forEach(function (one) {
      if (one.was === "unreadable") return;
      var group = one.dues.length ? count(one, now) : "none", before = one.first;
      one.first = one.at;
      if (group !== one.group || before !== one.at) moved = true;
      one.group = group;
      if (group === "overdue" && one.was !== "overdue") passed += 1;
    });
    all(".then").forEach(function (node) { node.hidden = true; });
    $("now").textContent = "Times left and groups: now, " + new Date(now).toISOString().slice(0, 16).replace("T", " ") + " UTC by this computer’s clock. States, next acts and findings: as of the instant printed. ";
    $("since").textContent = passed ? passed + (passed > 1 ? " dates have" : " date has") + " run out since; lotproof status says how " + (passed > 1 ? "those cases stand" : "that case stands") + " now." : "";
    if (moved) { place(); show(); }
  }

  var input = $("words"), single = $("single"), facets = { due: $("f-due"), state: $("f-state"), supplier: $("f-supplier") };
  function asked() {
    var told = new URLSearchParams();
    if (input.value.trim()) told.set("q", input.value.trim());
    Object.keys(facets).forEach(function (name) { if (facets[name].value) told.set(name, facets[name].value); });
    return told.toString();
  }
  function read() {
    var hash = location.hash.slice(1);
    if (hash && hash.indexOf("=") < 0) return; /* a part of the page */
    var told = new URLSearchParams(hash);
    input.value = told.get("q") || "";
    Object.keys(facets).forEach(function (name) {
      facets[name].value = told.get(name) || "";
      if (facets[name].selectedIndex < 0) facets[name].value = "";
    });
    show();
  }
  function keep() {
    var told = asked();
    if (told !== location.hash.slice(1)) history.replaceState(null, "", told ? "#" + told : location.href.split("#")[0]);
    show();
  }
  function show() {
    if (!desk) return;
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean), due = facets.due.value, state = facets.state.value, supplier = facets.supplier.value;
    var named = {}, total = 0, here = {}, every = {}, firms = {}, some = words.length || due || state || supplier;
    GROUPS.forEach(function (name) { named[name] = $("h-" + name).textContent.toLowerCase(); });
    cases.forEach(function (one) {
      if (words.length && one.text === null) one.text = one.row.textContent.toLowerCase();
      var fits = (!due || one.group === due) && (!state || one.state === state) && (!supplier || one.supplier === supplier)
        && words.every(function (word) { return one.text.indexOf(word) >= 0 || named[one.group].indexOf(word) >= 0; });
      every[one.group] = (every[one.group] || 0) + 1;
      if (fits) { total += 1; here[one.group] = (here[one.group] || 0) + 1; firms[one.supplier] = true; }
      if (fits !== one.shown) one.row.hidden = !(one.shown = fits);
    });
    GROUPS.forEach(function (name, place) {
      $(name).hidden = !here[name];
      $(name).querySelector(".count").textContent = here[name] || 0;
      var option = facets.due.options[place + 1], text = option.textContent.replace(/\([\d,]*\)$/, "(" + (every[name] || 0) + ")");
      if (option.textContent !== text) option.textContent = text;
    });
    all("tr.firm").forEach(function (row) { row.hidden = !!some && !firms[row.dataset.firm]; });
    if ($("suppliers")) $("suppliers").hidden = !!some && !document.querySelector("tr.firm:not([hidden])");
    $("nothing").hidden = total > 0;
    $("clear").disabled = !some;
    $("found").textContent = some ? total + " of " + cases.length + (cases.length === 1 ? " case" : " cases") : cases.length + (cases.length === 1 ? " case" : " cases");
  }

  function reach(one) {
    var link = one.row.querySelector("a.open");
    if (!link) one.row.tabIndex = -1;
    (link || one.row).focus();
    one.row.scrollIntoView({ block: "nearest" });
  }
  function move(by, from) {
    var seen = cases.filter(function (one) { return one.shown; });
    var place = seen.findIndex(function (one) { return one.row === from; });
    var next = seen[by === "first" ? 0 : by === "last" ? seen.length - 1 : place < 0 ? 0 : Math.max(0, Math.min(seen.length - 1, place + by))];
    if (next) reach(next);
    return !!next;
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    var held = document.activeElement, key = event.key, row = held && held.closest("tr.case"), done = false;
    if (desk && desk.contains(held) && key === "Escape") {
      if (asked()) clear(); else held.blur();
      done = true;
    } else if (held === input && (key === "ArrowDown" || key === "Enter")) done = move("first");
    else if (held && held.matches("input:not([type=checkbox]), select, textarea")) return;
    else if (row && (key === "ArrowDown" || key === "ArrowUp")) done = move(key === "ArrowDown" ? 1 : -1, row);
    else if (row && (key === "Home" || key === "End")) done = move(key === "Home" ? "first" : "last", row);
    else if (row === held && row && key === "Enter" && $("found")) $("found").textContent = "No page of this case was built: lotproof build";
    else if (single && !single.checked) return;
    else if (key === "/" && desk) { input.focus(); input.select(); done = true; }
    else if (key === "j" || key === "k") done = move(key === "j" ? 1 : -1, row);
    if (done) event.preventDefault();
  });
  function clear() {
    input.value = "";
    Object.keys(facets).forEach(function (name) { facets[name].value = ""; });
    keep();
  }
  if (desk) {
    desk.hidden = false;
    try { single.checked = localStorage.getItem("lotproof-single-keys") !== "off"; } catch (none) { /* a page from disk may have no store */ }
    single.addEventListener("change", function () {
      try { localStorage.setItem("lotproof-single-keys", single.checked ? "on" : "off"); } catch (none) { /* it holds until the page is left */ }
    });
    input.addEventListener("input", keep);
    Object.keys(facets).forEach(function (name) { facets[name].addEventListener("change", keep); });
    desk.addEventListener("submit", function (event) { event.preventDefault(); });
    desk.addEventListener("reset", function (event) { event.preventDefault(); clear(); input.focus(); });
    window.addEventListener("hashchange", read);
    read();
    show();
  }
  if (clock) {
    tick();
    setInterval(tick, 15000);
    document.addEventListener("visibilitychange", tick);
  }
})();
