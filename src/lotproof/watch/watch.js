// Added to a page on its way by `lotproof watch`, never to a file: shows what was saved, and what is wrong with it.
(function () {
  "use strict";
  var me = document.currentScript.dataset, version = Number(me.version), ears = null, shown = "", busy = false, again = false;
  var here = location.pathname;

  function made(name, text, kind) {
    var one = document.createElement(name);
    if (text) one.textContent = text;
    if (kind) one.className = kind;
    return one;
  }

  // The page as it was sent: scripts change what stands in the window, so only what was sent is compared.
  var sent = null;
  function read() {
    return fetch(here, { cache: "no-store" }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text().then(function (text) {
        return { page: new DOMParser().parseFromString(text, "text/html"), version: Number(answer.headers.get("X-Lotproof-Version")) };
      });
    });
  }
  function whole(before, after) {
    if (before.head.innerHTML !== after.head.innerHTML) return true;
    function inline(page) {
      return Array.from(page.querySelectorAll("script:not([src])")).map(function (one) { return one.textContent; }).join("\n");
    }
    return inline(before) !== inline(after);
  }
  // Puts what differs into the window, section by section, so that the place read and an open panel stay.
  function put(live, before, after) {
    if (live.childElementCount < before.childElementCount || before.childElementCount !== after.childElementCount) return false;
    for (var at = 0; at < before.childElementCount; at++) {
      var old = before.children[at], now = after.children[at], place = live.children[at];
      if (old.outerHTML === now.outerHTML || old.tagName === "SCRIPT") continue;
      if (place.tagName !== old.tagName) return false;
      if (/^(MAIN|ARTICLE|DIV)$/.test(old.tagName) && old.childElementCount > 1 && old.cloneNode(false).outerHTML === now.cloneNode(false).outerHTML && put(place, old, now)) continue;
      place.replaceWith(document.importNode(now, true));
    }
    return true;
  }
  function refresh() {
    if (busy) { again = true; return; }
    busy = true;
    read().then(function (now) {
      if (!me.case || !sent || whole(sent, now.page) || !put(document.body, sent.body, now.page.body)) { location.reload(); return; }
      sent = now.page;
      version = now.version;
      document.title = now.page.title;
      document.dispatchEvent(new Event("lotproof:changed"));
    }).catch(function () { location.reload(); }).then(function () {
      busy = false;
      if (again) { again = false; refresh(); }
    });
  }

  // What is wrong lies over the last good page, in a room of its own that the page's styles do not reach.
  var host = made("div"), room = host.attachShadow({ mode: "open" });
  host.id = "lotproof-watch";
  room.innerHTML = "<style>" +
    ":host{position:fixed;inset:auto 0 0 0;z-index:2147483647;font:15px/1.45 system-ui,sans-serif;pointer-events:none}" +
    "@media print{:host{display:none}}" +
    ".problems{pointer-events:auto;max-height:45vh;overflow:auto;background:#fff;color:#1a1a1a;border-top:4px solid #9b2c1f;padding:12px 20px 16px;box-shadow:0 -2px 12px #0003}" +
    ".note{float:right;margin:0 12px 12px;padding:4px 12px;background:#fff;color:#1a1a1a;border:1px solid #767676;border-radius:4px}" +
    "h2{font-size:16px;margin:0 0 8px;display:inline-block}button{float:right;font:inherit;padding:2px 10px}" +
    "ol{margin:0;padding-left:20px}li{margin:0 0 8px}code{font:13px ui-monospace,monospace}.hint{color:#444}" +
    "@media(prefers-color-scheme:dark){.problems,.note{background:#1c1c1c;color:#eee}.hint{color:#bbb}}" +
    "</style>";
  var list = made("section", "", "problems"), note = made("div", "", "note");
  list.setAttribute("aria-label", "What is wrong with the case");
  list.setAttribute("role", "status");
  note.setAttribute("role", "status");
  list.hidden = note.hidden = true;
  room.append(note, list);
  function problems(found) {
    var said = JSON.stringify(found);
    if (said === shown) return;
    shown = said;
    list.replaceChildren();
    list.hidden = !found.length;
    if (!found.length) return;
    var close = made("button", "Hide"), items = made("ol");
    close.type = "button";
    close.addEventListener("click", function () { list.hidden = true; });
    list.append(close, made("h2", found.length === 1 ? "1 error; this is the last good page" : found.length + " errors; this is the last good page"));
    found.forEach(function (one) {
      var item = made("li");
      item.append(made("code", one.place + " " + one.code), document.createElement("br"), document.createTextNode(one.message));
      if (one.hint) item.append(document.createElement("br"), made("span", one.hint, "hint"));
      items.append(item);
    });
    list.append(items);
  }
  function say(text) {
    note.textContent = text;
    note.hidden = !text;
  }

  function heard(event) {
    var now = JSON.parse(event.data);
    problems(now.problems);
    say(now.making ? "The PDFs are being made." : "");
    if (now.run !== me.run) { location.reload(); return; }
    if (now.version !== version) {
      if (!me.case) version = now.version;
      refresh();
    }
  }
  // A window that nobody sees listens to nothing: a browser has few connections, and a laptop sleeps.
  function listen() {
    if (document.hidden) { if (ears) ears.close(); ears = null; return; }
    if (ears) return;
    ears = new EventSource("/_lotproof/events?" + new URLSearchParams({ case: me.case, page: here }));
    ears.onmessage = heard;
    ears.onerror = function () { say("No answer from lotproof watch; this is the last page it showed."); };
  }
  function begin() {
    document.body.append(host);
    document.addEventListener("visibilitychange", listen);
    if (!me.case) { listen(); return; }
    read().then(function (now) { sent = now.page; }).catch(function () { sent = null; }).then(listen);
  }
  begin();
})();
